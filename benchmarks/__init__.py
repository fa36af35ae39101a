"""xlplan beside other ways to do the same work: ``python -m benchmarks`` (or ``make bench``)."""
