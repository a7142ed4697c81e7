package io.github.mlopsmaven.servers;

/** What a request is, which decides whether a redirect is followed. */
public enum Following {
  /** Git's first request to a repository; where it is led to, the later ones go, too. */
  FIRST,
  /** A later one: git does not follow a redirect here, unless the user wants it. */
  LATER,
  /** One that has nothing to do with git's protocol, such as a download of a large file. */
  OTHER
}
