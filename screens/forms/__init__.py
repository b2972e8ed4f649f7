"""Forms: fields that are filled by keyboard alone and say at once what is wrong with them."""
