"""A bot on python3-irc: says what it sees, a line each, and answers !hello.

    python3 python_bot.py port nick channel
"""

import sys

import irc.bot


class Bot(irc.bot.SingleServerIRCBot):
    def __init__(self, port, nick, channel):
        super().__init__([("127.0.0.1", port)], nick, "a bot")
        self.channel = channel

    def on_welcome(self, connection, event):
        connection.join(self.channel)

    def on_endofnames(self, connection, event):
        channel = event.arguments[0]
        say("members", channel, *sorted(self.channels[channel].users()))
        say("operators", channel, *sorted(self.channels[channel].opers()))

    def on_pubmsg(self, connection, event):
        say("said", event.target, event.source.nick, event.arguments[0])
        if event.arguments[0] == "!hello":
            connection.privmsg(event.target, "hello " + event.source.nick)

    def on_privmsg(self, connection, event):
        say("private", event.source.nick, event.arguments[0])
        connection.privmsg(event.source.nick, "hello " + event.source.nick)

    def on_action(self, connection, event):
        nick = irc.client.NickMask(event.source).nick
        say("acted", event.target, nick, event.arguments[0])

    def on_topic(self, connection, event):
        say("topic", event.target, event.source.nick, event.arguments[0])

    def on_mode(self, connection, event):
        say("mode", event.target, event.source.nick, *event.arguments)

    def on_nick(self, connection, event):
        say("renamed", event.source.nick, event.target)

    def on_part(self, connection, event):
        say("left", event.target, event.source.nick, event.arguments[0])

    def on_quit(self, connection, event):
        say("quit", event.source.nick, event.arguments[0])

    def on_kick(self, connection, event):
        nick, reason = event.arguments
        say("kicked", event.target, nick, event.source.nick, reason)


def say(*words):
    print(*words, flush=True)


Bot(int(sys.argv[1]), *sys.argv[2:4]).start()
