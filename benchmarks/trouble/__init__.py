"""What `benchmarks.faults` does to a site: real processes, killed, rebuilt, asked by many and by hostile clients."""
