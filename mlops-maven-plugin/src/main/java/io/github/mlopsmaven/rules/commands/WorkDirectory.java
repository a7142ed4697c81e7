package io.github.mlopsmaven.rules.commands;

/**
 * A directory that a step is told to work in.
 *
 * @param path the directory, from the root of the job's files
 * @param tree the files that are there
 * @param origin where it is written
 */
record WorkDirectory(String path, WorkTree tree, Origin origin) {}
