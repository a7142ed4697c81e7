package io.github.mlopsmaven.needs;

/**
 * Something that the hosting service or Azure keeps for a project, and that no file removes by
 * being deleted.
 *
 * @param holder who keeps it
 * @param kind what it is, as in {@code environment}
 * @param name what it is called there
 * @param detail what more is known of it, as the end of a sentence; empty if nothing is
 * @param remedy how a person removes it
 */
public record Holding(Holder holder, String kind, String name, String detail, String remedy) {

  /** Who keeps something. */
  public enum Holder {
    /** GitHub. */
    GITHUB("GitHub"),
    /** Azure DevOps. */
    AZURE_DEVOPS("Azure DevOps"),
    /** Azure, Azure Machine Learning and Microsoft Entra. */
    AZURE("Azure");

    private final String title;

    Holder(String title) {
      this.title = title;
    }

    @Override
    public String toString() {
      return title;
    }
  }

  /** Who keeps it, and what it is. */
  public String title() {
    return holder + ": " + kind + " " + name + (detail.isEmpty() ? "" : ", " + detail);
  }

  /** The same thing is the same, whatever more is known of it. */
  boolean isSame(Holding other) {
    return holder == other.holder && kind.equals(other.kind) && name.equals(other.name);
  }
}
