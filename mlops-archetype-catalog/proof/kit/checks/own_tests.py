"""The project's own tests: they have to see what would make a wrong model, or take wrong data for right."""

from pathlib import Path

from kit.check import Check, Seed
from kit.process import run
from kit.tools import Tools

_SRC = "data-science/src/"
_LIFECYCLE = _SRC + "lifecycle/"


def _own_tests(project: Path, tools: Tools) -> None:
    python = tools.environment(project, driver=False) / "bin" / "python"
    command = [python, "-m", "pytest", "-x", "--quiet", "-p", "no:cacheprovider", "data-science/tests"]
    run(command, project, tools.env | {"OMP_NUM_THREADS": "1"}, says=" passed")


def _seed(name: str, test: str, file: str, old: str, new: str) -> Seed:
    """A change of the code that a test of this name has to see."""
    return Seed(name, test, edits={file: (old, new)})


_SPLIT = (
    _seed(
        "a split that is made anew for each version of the data",
        "test_rows_keep_their_side",
        _LIFECYCLE + "split.py",
        "position(key, seed) < test_fraction",
        'position(f"{len(table)} {key}", seed) < test_fraction',
    ),
    _seed(
        "rows that are told apart by where they stand",
        "keep_their_side",
        _SRC + "support_tickets/prepare.py",
        "tickets[TEXT].str.casefold(), arguments",
        "tickets.index.astype(str), arguments",
    ),
    _seed(
        "training rows that are test data too",
        "test_prepare.py",
        _SRC + "support_tickets/prepare.py",
        "write_table(test, arguments.test_data)",
        "write_table(train, arguments.test_data)",
    ),
    _seed(
        "training images that are test data too",
        "test_prepare.py",
        _SRC + "surface_defects/prepare.py",
        "write_images(test, arguments.test_data)",
        "write_images(train, arguments.test_data)",
    ),
    _seed(
        "training trips that are test data too",
        "test_prepare.py",
        _SRC + "taxi_fares/prepare.py",
        "write_table(test, arguments.test_data)",
        "write_table(train, arguments.test_data)",
    ),
)
_DECISIONS = (
    _seed(
        "the same model, registered every week",
        "is_not_registered_again",
        _LIFECYCLE + "evaluation.py",
        "if approved and known is not None:",
        "if approved and known == model_name:",
    ),
    _seed(
        "a tolerance that adds up",
        "test_the_best_version_is_compared_with_as_well",
        _LIFECYCLE + "evaluation.py",
        'others[f"version {best}, the best so far,"] = of_best',
        "print(of_best)",
    ),
    _seed(
        "a model without its metrics",
        "test_from_the_first_model_to_one_that_is_refused",
        _LIFECYCLE + "register.py",
        "client.set_model_version_tag(name, version, METRIC_TAG + metric, str(value))",
        "print(metric, value)",
    ),
    _seed(
        "a model without a card",
        "test_from_the_first_model_to_one_that_is_refused",
        _LIFECYCLE + "register.py",
        'mlflow.log_text(model_card(name, run.info.run_id, model, evaluation), f"model/{CARD}")',
        "print(model_card(name, run.info.run_id, model, evaluation), CARD)",
    ),
    _seed(
        "an origin that leaves the settings out",
        "is_not_registered_again",
        _LIFECYCLE + "origin.py",
        "[dict(settings), list(packages)]",
        "[list(packages)]",
    ),
    _seed(
        "a production model that cannot be measured and ends the evaluation",
        "cannot_be_measured",
        _LIFECYCLE + "evaluation.py",
        "except Exception as error:",
        "except OSError as error:",
    ),
    _seed(
        "a gate that certifies what it did not judge",
        "test_a_gate_that_judged_nothing_certifies_nothing",
        _SRC + "responsible/gate.py",
        "    if unjudged:",
        "    if unjudged is None:",
    ),
    _seed(
        "a gate that is content with one column of two",
        "test_a_column_that_was_not_judged_is_not_certified_by_another_one",
        _SRC + "responsible/gate.py",
        "    if unjudged:",
        "    if len(unjudged) == len(judged):",
    ),
    _seed(
        "rows without a value that are in no group",
        "test_rows_without_a_value_are_a_group",
        _SRC + "responsible/cohorts.py",
        "dropna=False",
        "dropna=True",
    ),
    _seed(
        "a class of images that is never found, and approved",
        "test_a_class_that_is_never_found",
        _SRC + "surface_defects/evaluate.py",
        "floors += [Floor",
        "_ = [Floor",
    ),
    _seed(
        "a team that is never found, and approved",
        "test_a_team_that_is_never_found",
        _SRC + "support_tickets/evaluate.py",
        "floors += [Floor",
        "_ = [Floor",
    ),
)
_DATA = (
    _seed(
        "rows that contradict each other",
        "test_rows_that_contradict_each_other",
        _LIFECYCLE + "intake.py",
        'self.drop(contradict, f"the same but for {target}, so nobody knows which is right")',
        "print(target)",
    ),
    _seed(
        "half of the rows, dropped without a word",
        "test_more_than_the_limit_is_refused",
        _LIFECYCLE + "intake.py",
        "gone > maximum_share * self.read",
        "gone > self.read",
    ),
    _seed(
        "a class that is too rare to be learned",
        "test_classes_that_are_too_rare",
        _LIFECYCLE + "split.py",
        "if min(learned, measured) < fewest:",
        "if learned + measured == 0:",
    ),
    _seed(
        "a number that is the same in every row",
        "test_numbers_that_say_nothing_about_a_model",
        _LIFECYCLE + "split.py",
        "if rows[target].nunique() < 2:",
        "if rows[target].nunique() < 1:",
    ),
    _seed(
        "a handful of rows to test with",
        "test_data_that_says_nothing_about_a_model",
        _SRC + "taxi_fares/prepare.py",
        "require_numbers(train, test, TARGET, arguments.fewest)",
        "require_numbers(train, test, TARGET, 2)",
    ),
    _seed(
        "numbers that are read as others than were written",
        "test_types_survive_what_csv_cannot_tell",
        _LIFECYCLE + "tables.py",
        'float_precision="round_trip"',
        'float_precision="high"',
    ),
    _seed(
        "data in other files that is left out",
        "test_data_in_other_files",
        _LIFECYCLE + "tables.py",
        "    if others:",
        "    if len(others) > len(there):",
    ),
    _seed(
        "a file with NUL characters",
        "test_what_cannot_be_read_is_named_with_its_place",
        _LIFECYCLE + "tables.py",
        'if "\\0" in line:',
        'if "\\0" == line:',
    ),
    _seed(
        "categories in capitals that are unknown",
        "test_categories_are_known_in_upper_and_lower_case",
        _SRC + "taxi_fares/served.py",
        "self.model.predict(self._spelled(table[complete]))",
        "self.model.predict(table[complete])",
    ),
    _seed(
        "trips that are there twice and written otherwise",
        "test_trips_are_the_same_however_they_are_written",
        _SRC + "taxi_fares/prepare.py",
        "if values.name == TIME:",
        'if values.name == "":',
    ),
    _seed(
        "texts that are longer than a base model takes",
        "test_more_tokens_than_a_model_has_places_for",
        _SRC + "support_tickets/base_model.py",
        "if max_length > most:",
        "if max_length < 0:",
    ),
    _seed(
        "times with an offset from UTC that end the step",
        "test_times_with_offsets_from_utc",
        _SRC + "taxi_fares/prepare.py",
        'texts.str.strip().str.replace(_OFFSET, "", regex=True)',
        "texts.str.strip()",
    ),
    _seed(
        "rows of one customer that are taken for one row",
        "test_rows_of_one_key_are_different_rows",
        _SRC + "taxi_fares/prepare.py",
        "intake.drop_repeated(intake.rows[_ROW], TARGET)",
        "intake.drop_repeated(intake.rows[_KEY], TARGET)",
    ),
    _seed(
        "classes whose names MLflow refuses",
        "test_classes_of_any_name_are_logged",
        _LIFECYCLE + "evaluation.py",
        'key = taken = _NOT_IN_KEYS.sub("_", name)[:_LONGEST_KEY]',
        "key = taken = name[:_LONGEST_KEY]",
    ),
    _seed(
        "images that lie on their side",
        "test_an_image_is_turned_as_its_camera_says",
        _SRC + "surface_defects/served.py",
        "            return _turned(image)",
        "            return image",
    ),
    _seed(
        "a camera's nonsense that ends the step",
        "test_what_a_camera_says_may_be_nonsense",
        _SRC + "surface_defects/served.py",
        "        return ImageOps.exif_transpose(image)\n    except Exception:\n        return image",
        "        return ImageOps.exif_transpose(image)\n    except EOFError:\n        return image",
    ),
    _seed(
        "animations and pages of which the first picture is taken",
        "test_several_pictures_in_a_file_are_refused",
        _SRC + "surface_defects/served.py",
        'if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:',
        'if getattr(image, "n_frames", 1) < 0:',
    ),
    _seed(
        "images of different colours that are taken for the same",
        "test_images_are_the_same_in_colour_in_grey_and_with_a_palette",
        _SRC + "surface_defects/images.py",
        'opened(file).convert("RGB")',
        "opened(file)",
    ),
    _seed(
        "rows that are there twice",
        "test_of_repeated_rows_the_first_stays",
        _LIFECYCLE + "intake.py",
        'self.drop(key[~contradict].duplicated(), "the same as an earlier one")',
        "print(len(key))",
    ),
    _seed(
        "another encoding that is read as if it were UTF-8",
        "test_what_cannot_be_read_is_named_with_its_place",
        _LIFECYCLE + "tables.py",
        'encoding="utf-8-sig"',
        'encoding="latin-1"',
    ),
    _seed(
        "decimal commas that become another column",
        "test_what_cannot_be_read_is_named_with_its_place",
        _LIFECYCLE + "tables.py",
        "if row and len(row) != len(header):",
        "if row and len(row) < len(header):",
    ),
    _seed(
        "a file that has nothing but a header",
        "test_what_cannot_be_read_is_named_with_its_place",
        _LIFECYCLE + "tables.py",
        "    if not rows:",
        "    if rows is None:",
    ),
    _seed(
        "a class NA that is taken for a missing value",
        "test_types_survive_what_csv_cannot_tell",
        _LIFECYCLE + "tables.py",
        "keep_default_na=False",
        "keep_default_na=True",
    ),
    _seed(
        "a team in capitals that is unknown",
        "test_a_team_is_known_in_upper_and_lower_case",
        _SRC + "support_tickets/prepare.py",
        ".str.casefold().map(_SPELLED)",
        ".map(_SPELLED)",
    ),
    _seed(
        "images of 16 bits that are cut off at 255",
        "more_than_eight_bits",
        _SRC + "surface_defects/served.py",
        "if image.mode not in _MODES:",
        'if image.mode == "F":',
    ),
    _seed(
        "copies of a notebook's that are taken for images",
        "test_what_editors_and_file_managers_leave_behind",
        _SRC + "surface_defects/images.py",
        "if file.is_file() and not left_behind(file.relative_to(path))",
        "if file.is_file()",
    ),
    _seed(
        "copies of a notebook's that are taken for tables",
        "test_a_directory_is_read_whole",
        _LIFECYCLE + "intake.py",
        'name.startswith(".")',
        'name.startswith("~")',
    ),
    _seed(
        "pretrained weights that are not taken",
        "test_weights_of_another_network_are_refused",
        _SRC + "surface_defects/train.py",
        "if missing or loaded.unexpected_keys:",
        "if len(missing) > len(body):",
    ),
    _seed(
        "a base model without its weights",
        "test_files_without_the_weights_of_the_body_are_refused",
        _SRC + "support_tickets/base_model.py",
        "if found < 0.9 * len(body):",
        "if found < 0:",
    ),
    _seed(
        "samples of the old columns that stay",
        "test_the_samples_are_rows_that_the_model_takes",
        _LIFECYCLE + "samples.py",
        "old.unlink()",
        "print(old)",
    ),
    _seed(
        "a training that goes on with other random numbers",
        "test_a_training_that_was_interrupted",
        _SRC + "tuning/checkpoints.py",
        'torch.set_rng_state(found["random"])',
        'print(len(found["random"]))',
    ),
)

CHECKS = [
    Check(
        "the project's own tests",
        "pytest, in the environment of the project",
        ("data-science", "data", "pyproject.toml"),
        ("data-science/tests",),
        _own_tests,
        (*_SPLIT, *_DECISIONS, *_DATA),
        needs_environment=True,
    ),
]
