/** Rooms that break the rules, each on purpose, to show that {@code RoomsTest} finds it. */
package io.github.mlopsmaven.badrooms;
