package io.github.mlopsmaven.rules.infrastructure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The functions of Terraform whose result has always the same type.
 *
 * @see <a href="https://developer.hashicorp.com/terraform/language/functions">Functions</a>
 */
final class TerraformResults {

  /** Function to the type of its result. */
  static final Map<String, String> OF = results();

  private TerraformResults() {}

  private static Map<String, String> results() {
    Map<String, String> results = new HashMap<>();
    for (String name :
        List.of(
            "keys",
            "values",
            "split",
            "concat",
            "flatten",
            "compact",
            "distinct",
            "sort",
            "range",
            "tolist",
            "formatlist",
            "chunklist",
            "slice",
            "cidrsubnets",
            "matchkeys",
            "csvdecode",
            "regexall")) {
      results.put(name, "list");
    }
    for (String name :
        List.of(
            "join",
            "format",
            "lower",
            "upper",
            "title",
            "trimspace",
            "replace",
            "substr",
            "tostring",
            "jsonencode",
            "yamlencode",
            "base64encode",
            "base64decode",
            "file",
            "templatefile",
            "md5",
            "sha1",
            "sha256",
            "basename",
            "dirname",
            "abspath",
            "pathexpand",
            "uuid",
            "timestamp",
            "formatdate",
            "urlencode",
            "trimprefix",
            "trimsuffix",
            "trim",
            "cidrsubnet",
            "cidrhost",
            "cidrnetmask",
            "indent",
            "chomp",
            "strrev")) {
      results.put(name, "string");
    }
    for (String name :
        List.of(
            "length",
            "tonumber",
            "abs",
            "ceil",
            "floor",
            "max",
            "min",
            "sum",
            "parseint",
            "pow",
            "signum",
            "log")) {
      results.put(name, "number");
    }
    for (String name :
        List.of(
            "contains",
            "can",
            "startswith",
            "endswith",
            "alltrue",
            "anytrue",
            "tobool",
            "fileexists",
            "issensitive")) {
      results.put(name, "bool");
    }
    for (String name :
        List.of("fileset", "toset", "setunion", "setintersection", "setsubtract", "setproduct")) {
      results.put(name, "set");
    }
    results.remove("setproduct");
    results.put("tomap", "map");
    results.put("zipmap", "map");
    results.put("transpose", "map");
    return Map.copyOf(results);
  }
}
