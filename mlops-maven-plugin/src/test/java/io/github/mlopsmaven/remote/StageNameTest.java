package io.github.mlopsmaven.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be protected too little, if the name of an environment is read wrongly. */
class StageNameTest {

  @ParameterizedTest
  @CsvSource({
    // name, production, plans, deploys, only main
    "prod,                  true,  false, true,  true",
    "Production,            true,  false, true,  true",
    "fares-prod,            true,  false, true,  true",
    "fares_PROD,            true,  false, true,  true",
    "nonprod,               false, false, true,  true",
    "product,               false, false, true,  true",
    "prod-train,            false, false, false, true",
    "train,                 false, false, false, true",
    "retrain,               false, false, true,  true",
    "fares-prod-plan,       false, true,  false, true",
    "prod Plan,             false, true,  false, true",
    "production-plan,       false, true,  false, true",
    "dev-plan,              false, true,  false, false",
    "plan,                  false, true,  false, false",
    "floorplan,             false, false, true,  true",
    "dev,                   false, false, true,  true",
    "'',                    false, false, true,  true"
  })
  void theLastWordCounts(
      String name, boolean production, boolean plans, boolean deploys, boolean onlyMain) {
    assertThat(StageName.isProduction(name)).as("production").isEqualTo(production);
    assertThat(StageName.plans(name)).as("plans").isEqualTo(plans);
    assertThat(StageName.deploys(name)).as("deploys").isEqualTo(deploys);
    assertThat(StageName.onlyMain(name)).as("only main").isEqualTo(onlyMain);
  }
}
