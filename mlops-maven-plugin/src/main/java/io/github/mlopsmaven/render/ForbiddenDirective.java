package io.github.mlopsmaven.render;

import java.io.Writer;
import org.apache.velocity.context.InternalContextAdapter;
import org.apache.velocity.exception.TemplateInitException;
import org.apache.velocity.runtime.RuntimeServices;
import org.apache.velocity.runtime.directive.Directive;
import org.apache.velocity.runtime.parser.node.ASTDirective;
import org.apache.velocity.runtime.parser.node.Node;

/**
 * Stands for a directive that reads files or makes code from text, and refuses every template that
 * has it. Velocity makes its own instances, so it has to be public.
 */
public final class ForbiddenDirective extends Directive {

  private final String name;
  private final int type;

  /** Called by Velocity for each place in a template. */
  public ForbiddenDirective() {
    this("forbidden", LINE);
  }

  ForbiddenDirective(String name, int type) {
    this.name = name;
    this.type = type;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public int getType() {
    return type;
  }

  @Override
  public void init(RuntimeServices services, InternalContextAdapter context, Node node) {
    throw new TemplateInitException(
        "#%s is not allowed [line %d, column %d]"
            .formatted(((ASTDirective) node).getDirectiveName(), getLine(), getColumn()),
        getTemplateName(),
        getColumn(),
        getLine());
  }

  @Override
  public boolean render(InternalContextAdapter context, Writer writer, Node node) {
    return false;
  }
}
