# The page on which somebody says that their address is never to be written to again.

stop-title = Never write to me again
stop-lead = If you confirm, this service will never write to your address again, whoever names it. Codes that you ask for yourself still come.
stop-action = Never write to this address again
stop-done-title = We will no longer write to you
stop-done = This service will never write to your address again, except to send codes that you ask for yourself. Whoever runs the service can undo this for you.
