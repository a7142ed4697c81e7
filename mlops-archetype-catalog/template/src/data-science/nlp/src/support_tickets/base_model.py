"""The model that training starts from: a pretrained one, or a tiny one that knows nothing yet."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DistilBertConfig,
    DistilBertForSequenceClassification,
    DistilBertTokenizer,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)

# A name for the model that needs no download.
TINY = "tiny"

_SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def load(
    base_model: str, teams: Sequence[str], texts: Iterable[str], max_length: int
) -> tuple[PreTrainedModel, PreTrainedTokenizerBase]:
    """A model with a new, untrained head for the teams, and its tokenizer.

    Args:
        base_model: `tiny`, a directory with a model in the format of transformers, or a name on the
            Hugging Face hub, with the revision after an `@`.
        teams: what the model tells apart.
        texts: what the vocabulary of the tiny model is made of; others bring their own.
        max_length: number of tokens after which a text is cut off.
    """
    labels = {"id2label": dict(enumerate(teams)), "label2id": {team: i for i, team in enumerate(teams)}}
    if base_model == TINY:
        tokenizer: PreTrainedTokenizerBase = _tokenizer(texts)
        model: PreTrainedModel = _untrained(len(tokenizer), max_length, labels)
    else:
        name, revision = _parse(base_model)
        tokenizer = AutoTokenizer.from_pretrained(name, revision=revision)
        model, loaded = AutoModelForSequenceClassification.from_pretrained(
            name, revision=revision, ignore_mismatched_sizes=True, output_loading_info=True, **labels
        )
        _require_body(base_model, model, loaded["missing_keys"])
        _require_length(base_model, tokenizer, max_length)
    tokenizer.model_max_length = max_length
    return model, tokenizer


def _require_body(base_model: str, model: PreTrainedModel, missing: Collection[str]) -> None:
    """Refuses files that do not have the weights of the body: training would start from random ones.

    Raises:
        ValueError: if less than nine tenths of the body's tensors were found.
    """
    body = [name for name in model.state_dict() if name.startswith(f"{model.base_model_prefix}.")]
    found = len(set(body) - set(missing))
    if found < 0.9 * len(body):
        raise ValueError(
            f"{base_model} has {found} of the {len(body)} tensors of a {type(model).__name__}: "
            "name a model of this kind whose weights are complete"
        )


def _require_length(base_model: str, tokenizer: PreTrainedTokenizerBase, max_length: int) -> None:
    """Refuses to take more tokens of a text than the model has places for: a long text would end it.

    Raises:
        ValueError: if they are more.
    """
    most = tokenizer.model_max_length
    if max_length > most:
        raise ValueError(f"--max_length is {max_length}, and {base_model} takes {most} tokens at most")


def _parse(base_model: str) -> tuple[str, str]:
    """Name and revision; a directory has no revision."""
    if Path(base_model).is_dir():
        return base_model, "main"
    name, _, revision = base_model.partition("@")
    return name, revision or "main"


def _untrained(words: int, max_length: int, labels: Mapping[str, object]) -> PreTrainedModel:
    """A DistilBERT of one small layer; its weights are random, from the seed that was set before."""
    return DistilBertForSequenceClassification(
        DistilBertConfig(
            vocab_size=words,
            max_position_embeddings=max_length,
            n_layers=1,
            n_heads=4,
            dim=64,
            hidden_dim=128,
            **labels,
        )
    )


def _tokenizer(texts: Iterable[str]) -> PreTrainedTokenizerBase:
    """Knows the words that occur twice or more, and spells all others out letter by letter."""
    normalizer, splitter = BertNormalizer(lowercase=True), BertPreTokenizer()
    counted = Counter(
        word for text in texts for word, _ in splitter.pre_tokenize_str(normalizer.normalize_str(text))
    )
    letters = sorted({letter for word in counted for letter in word})
    words = sorted(word for word, count in counted.items() if count > 1 and len(word) > 1)
    pieces = [*_SPECIAL, *letters, *(f"##{letter}" for letter in letters), *words]
    return DistilBertTokenizer(vocab={piece: number for number, piece in enumerate(pieces)})
