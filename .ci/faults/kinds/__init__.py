"""The kinds of faults, one module each: NAME, FULL (how many a full run tries), QUICK, and cases(context, count)."""
