package io.github.mlopsmaven.rules.python;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Build backends of Python packages. */
final class BuildBackends {

  /**
   * Build backends and the distribution that has each, by their own documentation. Others are not
   * known here.
   */
  static final Map<String, String> ALL = backends();

  /** The first names of backends that are known as a whole. */
  static final Set<String> PACKAGES =
      Set.of(
          "setuptools",
          "poetry",
          "hatchling",
          "pdm",
          "flit",
          "flit_core",
          "maturin",
          "mesonpy",
          "scikit_build_core",
          "uv_build");

  private BuildBackends() {}

  private static Map<String, String> backends() {
    Map<String, String> known = new LinkedHashMap<>();
    known.put("setuptools.build_meta", "setuptools");
    known.put("setuptools.build_meta:__legacy__", "setuptools");
    known.put("poetry.core.masonry.api", "poetry-core");
    known.put("poetry.masonry.api", "poetry");
    known.put("hatchling.build", "hatchling");
    known.put("hatchling.ouroboros", "hatchling");
    known.put("flit_core.buildapi", "flit-core");
    known.put("flit.buildapi", "flit");
    known.put("pdm.backend", "pdm-backend");
    known.put("pdm.pep517.api", "pdm-pep517");
    known.put("maturin", "maturin");
    known.put("mesonpy", "meson-python");
    known.put("scikit_build_core.build", "scikit-build-core");
    known.put("scikit_build_core.setuptools.build_meta", "scikit-build-core");
    known.put("uv_build", "uv-build");
    known.put("jupyter_packaging.build_api", "jupyter-packaging");
    known.put("poetry_dynamic_versioning.backend", "poetry-dynamic-versioning");
    return known;
  }
}
