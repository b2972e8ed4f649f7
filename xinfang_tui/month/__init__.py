"""The month: sweep, flow, indicators, scoring, the stages and the closed month (DESIGN §6)."""
