package io.github.mlopsmaven.git;

import org.eclipse.jgit.attributes.AttributesNode;
import org.eclipse.jgit.attributes.AttributesNodeProvider;

/** Keeps the user's and the machine's attribute files out: only those in the tree itself count. */
final class OwnAttributesOnly implements AttributesNodeProvider {

  @Override
  public AttributesNode getInfoAttributesNode() {
    return new AttributesNode();
  }

  @Override
  public AttributesNode getGlobalAttributesNode() {
    return new AttributesNode();
  }
}
