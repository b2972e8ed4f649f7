"""Every paper as a pure function: figures and disputes in, a :class:`Paper` out."""
