from pathlib import Path

import pytest
import torch
from transformers import set_seed

from support_tickets import base_model

TEXTS = ["The parcel is late", "the parcel was charged"]


def test_the_tiny_model_knows_frequent_words_and_spells_the_others() -> None:
    _, tokenizer = base_model.load("tiny", ["a", "b"], TEXTS, max_length=16)

    assert tokenizer.tokenize("The PARCEL is at") == ["the", "parcel", "i", "##s", "a", "##t"]
    assert tokenizer.tokenize("é?") == ["e", "[UNK]"]
    assert tokenizer.convert_ids_to_tokens(tokenizer("Late")["input_ids"])[:2] == ["[CLS]", "l"]


def test_the_vocabulary_has_words_of_two_letters_and_each_piece_once() -> None:
    _, tokenizer = base_model.load("tiny", ["a", "b"], ["it is a a pity", "it is a"], max_length=16)

    assert tokenizer.tokenize("it is a pit") == ["it", "is", "a", "p", "##i", "##t"]
    vocabulary = tokenizer.get_vocab()
    assert sorted(vocabulary.values()) == list(range(len(vocabulary)))


def test_the_tiny_model_is_small() -> None:
    model, tokenizer = base_model.load("tiny", ["a", "b", "c"], TEXTS, max_length=16)

    config = model.config
    assert (config.n_layers, config.n_heads, config.dim, config.hidden_dim) == (1, 4, 64, 128)
    assert (config.vocab_size, config.max_position_embeddings) == (len(tokenizer), 16)
    assert config.id2label == {0: "a", 1: "b", 2: "c"}


def test_the_tiny_model_is_the_same_for_the_same_seed() -> None:
    weights = []
    for seed in (1, 1, 2):
        set_seed(seed)
        model, _ = base_model.load("tiny", ["a", "b"], TEXTS, max_length=16)
        weights.append(next(model.parameters()).detach().clone())

    assert torch.equal(weights[0], weights[1])
    assert not torch.equal(weights[0], weights[2])


def test_a_model_from_a_directory_keeps_its_body_and_gets_a_new_head(tmp_path: Path) -> None:
    pretrained, tokenizer = base_model.load("tiny", ["a", "b"], TEXTS, max_length=16)
    pretrained.save_pretrained(tmp_path)
    tokenizer.save_pretrained(tmp_path)

    model, its_tokenizer = base_model.load(str(tmp_path), ["x", "y", "z"], [], max_length=8)

    assert model.config.id2label == {0: "x", 1: "y", 2: "z"}
    assert model.num_labels == 3
    assert torch.equal(next(model.parameters()), next(pretrained.parameters()))
    assert its_tokenizer.tokenize("late parcel") == tokenizer.tokenize("late parcel")
    assert len(its_tokenizer("parcel " * 20, truncation=True)["input_ids"]) == 8


def test_more_tokens_than_a_model_has_places_for_are_refused(tmp_path: Path) -> None:
    pretrained, tokenizer = base_model.load("tiny", ["a", "b"], TEXTS, max_length=16)
    pretrained.save_pretrained(tmp_path)
    tokenizer.save_pretrained(tmp_path)

    with pytest.raises(ValueError, match=r"--max_length is 17, and .* takes 16 tokens at most"):
        base_model.load(str(tmp_path), ["a", "b"], [], max_length=17)
    assert base_model.load(str(tmp_path), ["a", "b"], [], max_length=16)


def test_files_without_the_weights_of_the_body_are_refused(tmp_path: Path) -> None:
    pretrained, tokenizer = base_model.load("tiny", ["a", "b"], TEXTS, max_length=16)
    foreign = {f"other.{name}": value for name, value in pretrained.state_dict().items()}
    pretrained.save_pretrained(tmp_path, state_dict=foreign)
    tokenizer.save_pretrained(tmp_path)

    with pytest.raises(ValueError, match="has 0 of the 20 tensors"):
        base_model.load(str(tmp_path), ["a", "b"], [], max_length=16)


@pytest.mark.parametrize(("lacking", "refused"), [(2, False), (3, True)])
def test_a_tenth_of_the_body_may_be_missing(lacking: int, refused: bool, tmp_path: Path) -> None:
    pretrained, tokenizer = base_model.load("tiny", ["a", "b"], TEXTS, max_length=16)
    body = [name for name in pretrained.state_dict() if name.startswith("distilbert.")]
    kept = {name: value for name, value in pretrained.state_dict().items() if name not in body[:lacking]}
    pretrained.save_pretrained(tmp_path, state_dict=kept)
    tokenizer.save_pretrained(tmp_path)

    if refused:
        with pytest.raises(ValueError, match="has 17 of the 20 tensors"):
            base_model.load(str(tmp_path), ["a", "b"], [], max_length=16)
    else:
        assert base_model.load(str(tmp_path), ["a", "b"], [], max_length=16)


@pytest.mark.parametrize(
    ("given", "parsed"),
    [("organization/name@abc123", ("organization/name", "abc123")), ("name", ("name", "main"))],
)
def test_the_revision_stands_behind_the_name(given: str, parsed: tuple[str, str]) -> None:
    assert base_model._parse(given) == parsed


def test_a_directory_has_no_revision(tmp_path: Path) -> None:
    directory = tmp_path / "model@work"
    directory.mkdir()

    assert base_model._parse(str(directory)) == (str(directory), "main")
