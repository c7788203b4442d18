# The page on which somebody says that their address is never to be written to again.

stop-title = Never write to me again
stop-lead = If you confirm, this service never writes to your address again, whoever names it. Codes that you ask for yourself still come.
stop-action = Never write to this address again
stop-done-title = We write to you no more
stop-done = This service never writes to your address again, but for codes that you ask for yourself. Whoever runs the service can undo this for you.
