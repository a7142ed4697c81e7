package io.github.mlopsmaven.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.FS;

/**
 * What git says of a generated project, or of a bare repository that it was pushed to.
 *
 * @param branch the short name of the branch that HEAD names
 * @param commit id of its tip
 * @param commits how many it has
 * @param tree id of the tip's tree
 * @param author {@code NAME <MAIL>} of the tip
 * @param message of the tip
 * @param modes each path of the tip with its mode in octal digits
 * @param clean whether the work tree is as committed; true for a bare repository
 */
public record CommittedProject(
    String branch,
    String commit,
    int commits,
    String tree,
    String author,
    String message,
    Map<String, String> modes,
    boolean clean) {

  /** Copies the map. */
  public CommittedProject {
    modes = Map.copyOf(modes);
  }

  /**
   * Reads a repository.
   *
   * @param directory with a {@code .git} directory, or bare
   * @throws IOException when there is no repository, or no commit in it
   */
  public static CommittedProject read(Path directory) throws IOException {
    FS.FileStoreAttributes.setBackground(true);
    try (Git git = Git.open(directory.toFile())) {
      Repository repository = git.getRepository();
      ObjectId head = repository.resolve(Constants.HEAD);
      if (head == null) {
        throw new IOException(directory + " has no commit at its HEAD");
      }
      try (RevWalk walk = new RevWalk(repository)) {
        RevCommit tip = walk.parseCommit(head);
        walk.markStart(tip);
        int commits = 0;
        for (RevCommit next = walk.next(); next != null; next = walk.next()) {
          commits++;
        }
        return new CommittedProject(
            repository.getBranch(),
            tip.name(),
            commits,
            tip.getTree().name(),
            tip.getAuthorIdent().getName() + " <" + tip.getAuthorIdent().getEmailAddress() + ">",
            tip.getFullMessage(),
            modes(repository, tip),
            repository.isBare() || git.status().call().isClean());
      }
    } catch (GitAPIException e) {
      throw new IOException(e);
    }
  }

  private static Map<String, String> modes(Repository repository, RevCommit tip)
      throws IOException {
    Map<String, String> modes = new TreeMap<>();
    try (TreeWalk walk = new TreeWalk(repository)) {
      walk.addTree(tip.getTree());
      walk.setRecursive(true);
      while (walk.next()) {
        modes.put(walk.getPathString(), walk.getFileMode().toString());
      }
    }
    return modes;
  }
}
