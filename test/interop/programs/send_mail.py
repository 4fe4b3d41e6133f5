"""Sends two mails, one with text that looks like commands: send_mail.py PORT."""
import smtplib
import sys

server = smtplib.SMTP("127.0.0.1", int(sys.argv[1]), timeout=10)
assert server.login("me", "secret")[0] == 235
refused = server.sendmail("a@x", ["b@y", "c@z"], "Subject: hi\r\n\r\nHello\r\nQUIT\r\nDATA\r\n.\r\n.dot\r\n.\r\n")
assert refused == {}, refused
server.user, server.password = "me", "secret"
assert server.auth("LOGIN", server.auth_login, initial_response_ok=False)[0] == 235
assert server.sendmail("a@x", ["b@y"], "Subject: two\r\n\r\nagain") == {}
assert server.noop() == (250, b"OK")
assert server.docmd("WHAT")[0] == 500
assert server.quit()[0] == 221
