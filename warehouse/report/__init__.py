"""The report page: one HTML file from one snapshot, without script and without any request."""
