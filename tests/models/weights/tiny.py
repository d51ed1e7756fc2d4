"""Tiny random models of the real classes, built and saved in the test: no hub, no download."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import spacy
import torch
from gguf import GGUFWriter
from safetensors.torch import save_file
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    BertModel,
    LlamaConfig,
    LlamaForCausalLM,
    T5Config,
    T5ForConditionalGeneration,
)
from transformers import PreTrainedTokenizerFast as FastTokenizer

WORDS = ("belarus", "freed", "prisoners", "on", "saturday", "the", "united", "said", "and", "of")


def save_encoder(folder: Path, pooling: dict[str, Any] | None = None, **settings: Any) -> Path:
    """Save a BERT of two small layers as sentence-transformers does."""
    torch.manual_seed(0)
    tokenizer = _word_pieces()
    BertModel(_bert(len(tokenizer))).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    save_pooling(folder, pooling or {"pooling_mode_mean_tokens": True}, **settings)
    return folder


def save_pooling(folder: Path, pooling: dict[str, Any], **settings: Any) -> None:
    """Write the files in which sentence-transformers keeps how it pools."""
    names = {"": "Transformer", "1_Pooling": "Pooling", **settings.pop("modules", {})}
    kinds = [{"path": p, "type": f"sentence_transformers.models.{n}"} for p, n in names.items()]
    _write(folder / "modules.json", kinds)
    _write(folder / "1_Pooling" / "config.json", pooling)
    _write(folder / "sentence_bert_config.json", settings)


def save_writer(folder: Path) -> Path:
    """Save a Llama of two small layers that has no padding token."""
    torch.manual_seed(0)
    tokenizer = _bytes()
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        intermediate_size=32,
        max_position_embeddings=2048,
        initializer_range=0.5,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
    )
    LlamaForCausalLM(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def save_parrot(folder: Path, says: str, after: str = ":", template: str | None = None) -> Path:
    """Save a Llama that says one thing after a certain letter; no letter may come twice.

    Nothing but the last token decides on the next one: what stands there must not be padding.
    """
    tokenizer = _bytes()
    tokenizer.chat_template = template
    size = len(tokenizer)
    config = LlamaConfig(
        vocab_size=size,
        hidden_size=size,
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=1,
        eos_token_id=tokenizer.eos_token_id,
    )
    model = LlamaForCausalLM(config)
    chain = [*tokenizer(f"{after}{says}")["input_ids"], tokenizer.eos_token_id]
    with torch.no_grad():
        for weights in model.parameters():
            weights.fill_(1.0 if weights.ndim == 1 else 0.0)
        model.model.embed_tokens.weight.copy_(torch.eye(size))
        for now, then in pairwise(chain):
            model.lm_head.weight[then, now] = 1.0
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def save_translator(folder: Path) -> Path:
    """Save a T5 of two small layers: a model that reads first and then writes."""
    torch.manual_seed(0)
    tokenizer = _bytes()
    config = T5Config(
        vocab_size=len(tokenizer),
        d_model=16,
        d_kv=8,
        d_ff=32,
        num_layers=2,
        num_heads=2,
        initializer_factor=5.0,
        decoder_start_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.eos_token_id,
    )
    T5ForConditionalGeneration(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def save_classifier(folder: Path, *labels: str) -> Path:
    """Save a BERT that reads two texts together and gives one score for each label."""
    torch.manual_seed(0)
    tokenizer = _word_pieces()
    names = dict(enumerate(labels))
    config = _bert(len(tokenizer), positions=512, id2label=names, initializer_range=0.5)
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def save_gguf(file: Path) -> Path:
    """Save a random Llama as llama.cpp keeps them, with the tokens of its bytes."""
    writer = GGUFWriter(file, "llama")
    writer.add_context_length(128)
    writer.add_embedding_length(16)
    writer.add_block_count(1)
    writer.add_feed_forward_length(32)
    writer.add_head_count(2)
    writer.add_head_count_kv(2)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_tokenizer_model("gpt2")
    tokens = [*_bytes().convert_ids_to_tokens(range(len(_bytes()))), "th"]
    writer.add_token_list(tokens)
    writer.add_token_merges(["t h"])
    writer.add_bos_token_id(0)
    writer.add_eos_token_id(1)
    numbers = np.random.default_rng(0)
    for name, shape in _gguf_tensors(len(tokens)).items():
        writer.add_tensor(name, numbers.normal(size=shape).astype(np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return file


def save_adapter(folder: Path, layer: str = "model.layers.0.self_attn.v_proj") -> Path:
    """Save a LoRA adapter as peft does: rank 2, scaled by 4 / 2."""
    numbers = torch.Generator().manual_seed(1)
    tensors = {
        f"base_model.model.{layer}.lora_A.weight": torch.randn(2, 16, generator=numbers),
        f"base_model.model.{layer}.lora_B.weight": torch.randn(16, 2, generator=numbers),
    }
    folder.mkdir(parents=True)
    save_file(tensors, folder / "adapter_model.safetensors")
    _write(folder / "adapter_config.json", {"r": 2, "lora_alpha": 4})
    return folder


def save_reader(folder: Path) -> Path:
    """Save a pipeline of rules: sentences, and two entities."""
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    ruler: Any = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "GPE", "pattern": "United States"},
            {"label": "PERSON", "pattern": "Maria Kalesnikava"},
        ]
    )
    pipeline.to_disk(folder)
    return folder


def _bert(words: int, positions: int = 32, **settings: Any) -> Any:
    return BertConfig(
        vocab_size=words,
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=positions,
        **settings,
    )


def _gguf_tensors(tokens: int) -> dict[str, tuple[int, ...]]:
    names = ("attn_q", "attn_k", "attn_v", "attn_output")
    return {
        "token_embd.weight": (tokens, 16),
        "output_norm.weight": (16,),
        "blk.0.attn_norm.weight": (16,),
        "blk.0.ffn_norm.weight": (16,),
        "blk.0.ffn_gate.weight": (32, 16),
        "blk.0.ffn_up.weight": (32, 16),
        "blk.0.ffn_down.weight": (16, 32),
        **{f"blk.0.{name}.weight": (16, 16) for name in names},
    }


def _word_pieces() -> Any:
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    letters = list("abcdefghijklmnopqrstuvwxyz0123456789.,")
    pieces = [*special, *dict.fromkeys([*letters, *(f"##{c}" for c in letters), *WORDS])]
    vocabulary = {piece: i for i, piece in enumerate(pieces)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    return FastTokenizer(
        tokenizer_object=tokenizer,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
    )


def _bytes() -> Any:
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {c: i for i, c in enumerate(["<s>", "</s>", *alphabet])}
    tokenizer = Tokenizer(models.BPE(vocabulary, []))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    return FastTokenizer(tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>")


def _write(file: Path, content: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content))
