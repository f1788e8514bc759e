-- What is in doubt or could not be read, how often, and what can be done about it?
SELECT stage, kind, severity, count(*) AS n, any_value(message) AS for_instance, any_value(next_step) AS next_step
FROM issue
GROUP BY stage, kind, severity
ORDER BY n DESC, stage, kind
