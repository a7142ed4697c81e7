package io.github.mlopsmaven;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * Fails for a public class that shows one of the hidden types: as a supertype, or in a public or
 * protected field, parameter, result or exception, type arguments included.
 */
@NullMarked
final class HideTypes extends ArchCondition<JavaClass> {

  private static final Set<JavaModifier> VISIBLE =
      Set.of(JavaModifier.PUBLIC, JavaModifier.PROTECTED);

  private final DescribedPredicate<JavaClass> hidden;

  HideTypes(DescribedPredicate<JavaClass> hidden) {
    super("hide types that " + hidden.getDescription());
    this.hidden = hidden;
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    if (!type.getModifiers().contains(JavaModifier.PUBLIC)) {
      return;
    }
    Stream.concat(type.getInterfaces().stream(), type.getSuperclass().stream())
        .forEach(shown -> check(type, type.getName(), shown, events));
    type.getMembers().stream()
        .filter(member -> member.getModifiers().stream().anyMatch(VISIBLE::contains))
        .forEach(
            member ->
                shownBy(member).forEach(shown -> check(type, member.getFullName(), shown, events)));
  }

  private void check(JavaClass type, String where, JavaType shown, ConditionEvents events) {
    shown.getAllInvolvedRawTypes().stream()
        .map(JavaClass::getBaseComponentType)
        .filter(hidden)
        .map(found -> SimpleConditionEvent.violated(type, where + " shows " + found.getName()))
        .forEach(events::add);
  }

  private static Stream<JavaType> shownBy(JavaMember member) {
    if (member instanceof JavaCodeUnit unit) {
      return Stream.of(
              Stream.of(unit.getReturnType()),
              unit.getParameterTypes().stream(),
              unit.getThrowsClause().getTypes().stream())
          .flatMap(types -> types);
    }
    return Stream.of(((JavaField) member).getType());
  }
}
