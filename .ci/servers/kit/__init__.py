"""Real servers on loopback, and the plugin beside git, OpenSSH and Maven."""
