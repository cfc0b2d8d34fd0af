"""Themes and training programmes: what words suggest them, what a person's choice makes of it, what the plan asks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.build import build
from indexer.kb import KnowledgeBase
from indexer.model import Disputed
from indexer.model import Document
from indexer.model import Reading
from indexer.model import Span
from indexer.model import Standing
from indexer.model import TopicChoice
from indexer.store import check_corpus
from indexer.store import load_corpus
from indexer.text import fold
from indexer.topics import asks_for_teaching
from indexer.topics import document_topics
from indexer.topics.phrases import Phrases
from indexer.topics.phrases import folded_text
from indexer.topics.suggesting import suggested
from indexer.views.topics import Ground
from indexer.views.topics import TopicSort
from indexer.vocabulary import TeachingWords
from indexer.vocabulary import Topic
from indexer.vocabulary import program_vocabulary
from tests.small_library import HELD
from tests.small_library import write_corpus

VOCABULARY = program_vocabulary()
OWN_PLAN = "ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"


def topics_of(text: str) -> set[str]:
    """The topics of a title."""
    return {topic for topic, _ in suggested(folded_text(text), VOCABULARY, [Span(0, len(text))])}


@pytest.mark.parametrize("topic", VOCABULARY.topics.values(), ids=lambda topic: topic.id)
def test_examples_are_read_as_their_topic_and_counterexamples_are_not(topic: Topic) -> None:
    assert topic.sort in set(TopicSort)
    assert topic.counterexamples
    for example in topic.examples:
        assert topic.id in topics_of(example), example
        # A text without marks is read too.
        assert topic.id in topics_of(fold(example)), example
    for example in topic.counterexamples:
        assert topic.id not in topics_of(example), example


def test_a_library_adds_a_topic_of_its_own(tmp_path: Path) -> None:
    corpus = write_corpus(
        tmp_path / "corpus",
        {
            **OWN,
            "vocabulary/topics.yaml": """
                - id: chuyen-doi-so
                  sort: theme
                  name: Chuyển đổi số
                  words: [thế hệ trẻ]
                - id: chuyen-la
                  sort: khac
                  name: Chuyện lạ
                  words: [giải pháp khác]
                """,
        },
    )
    build(corpus, tmp_path / "var")
    kb = KnowledgeBase.open(tmp_path / "var")
    assert [item.id for item in kb.topic("chuyen-doi-so").passages] == ["d2"]
    assert {"chuyen-doi-so"} == {count.topic.id for count in kb.topics()} - set(VOCABULARY.topics)
    (problem,) = (problem for problem in kb.problems() if problem.path == "vocabulary/topics.yaml")
    assert (problem.code, problem.line) == ("wrong-type", 5)
    kb.close()


def test_the_lists_are_those_that_the_centre_works_by() -> None:
    names = {sort: [topic.name for topic in VOCABULARY.topics.values() if topic.sort == sort] for sort in TopicSort}
    assert names[TopicSort.THEME] == [
        "Xây dựng, chỉnh đốn Đảng",
        "Học tập và làm theo Bác",
        "Bảo vệ nền tảng tư tưởng của Đảng",
        "Lý luận và tổng kết thực tiễn",
        "Giáo dục lý luận chính trị",
        "Lịch sử Đảng",
        "Công tác cán bộ",
        "Trung tâm chính trị",
        "Kiểm tra, giám sát",
    ]
    assert len(names[TopicSort.PROGRAMME]) == 8


@pytest.mark.parametrize("words", VOCABULARY.teaching.values(), ids=lambda words: words.id)
def test_what_asks_for_lessons_and_what_does_not(words: TeachingWords) -> None:
    for example in words.examples:
        assert asks_for_teaching(example, VOCABULARY), example
    for example in words.counterexamples:
        assert not asks_for_teaching(example, VOCABULARY), example


# What is compared, the phrase, the text, what is found.
PHRASES = [
    ("word for word", "lịch sử Đảng", "Về lịch sử Đảng ta", "lịch sử Đảng"),
    (
        "over a comma and a line break",
        "xây dựng, chỉnh đốn Đảng",
        "xây dựng\nchỉnh đốn Đảng",
        "xây dựng\nchỉnh đốn Đảng",
    ),
    ("in capitals", "lịch sử Đảng", "LỊCH SỬ ĐẢNG", "LỊCH SỬ ĐẢNG"),
    ("without marks", "lịch sử Đảng", "lich su dang", "lich su dang"),
    ("the tone placed otherwise", "diễn biến hòa bình", "diễn biến hoà bình", "diễn biến hoà bình"),
    ("other marks", "lịch sử Đảng", "lịch sử đáng nhớ", None),
    ("part of a syllable", "cán bộ", "cán bộc", None),
    ("over the end of a sentence", "lịch sử Đảng", "Yêu lịch sử. Đảng ta", None),
    ("over the end of a paragraph", "lịch sử Đảng", "Yêu lịch sử\n\nĐảng ta", None),
    ("in emphasis", "lịch sử Đảng", "về *lịch sử* *Đảng*", "lịch sử* *Đảng"),
]


@pytest.mark.parametrize(("phrase", "text", "found"), [case[1:] for case in PHRASES], ids=[case[0] for case in PHRASES])
def test_a_phrase_is_found_by_syllables(phrase: str, text: str, found: str | None) -> None:
    spans = list(Phrases([phrase]).find(folded_text(text)))
    assert [text[span.start : span.end] for span in spans] == ([found] if found else [])


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for _topic, span in suggested(folded_text(text), VOCABULARY, [Span(0, len(text))]):
        assert 0 <= span.start < span.end <= len(text)
    found = asks_for_teaching(text, VOCABULARY)
    assert found is None or text[found.start : found.end].strip()


def document(title: str, *choices: TopicChoice, standing: Standing = Standing.STATED, name: str = "") -> Document:
    return Document(
        id="thu",
        kind=Disputed((Reading("nghi-quyet"),)),
        title=Disputed((Reading(title, "", standing),)),
        topics=choices,
        also_known_as=(name,) if name else (),
    )


HISTORY = "Tuyên truyền lịch sử Đảng"
# What is decided, the document, its topics with the reasons for each.
DECIDED = [
    ("words of the title", document(HISTORY), {"lich-su-dang": [(Ground.TITLE, "lịch sử Đảng")]}),
    ("a doubtful title says nothing", document(HISTORY, standing=Standing.DOUBTFUL), {}),
    (
        "another name",
        document("Về học tập", name="Chuyên đề toàn khóa XIII"),
        {"boi-duong-chuyen-de": [(Ground.NAME, "Chuyên đề toàn khóa")]},
    ),
    (
        "a person chose it",
        document("Về học tập", TopicChoice("cong-tac-can-bo")),
        {"cong-tac-can-bo": [(Ground.CHOSEN, "")]},
    ),
    (
        "a person chose what words suggest too",
        document(HISTORY, TopicChoice("lich-su-dang")),
        {"lich-su-dang": [(Ground.CHOSEN, ""), (Ground.TITLE, "lịch sử Đảng")]},
    ),
    ("a person took it out", document(HISTORY, TopicChoice("lich-su-dang", belongs=False)), {}),
    (
        "a choice for a part says nothing of the whole",
        document("Về học tập", TopicChoice("cong-tac-can-bo", at="II.1")),
        {},
    ),
    (
        "words that overlap are one phrase",
        document("Đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"),
        {"hoc-tap-va-lam-theo-bac": [(Ground.TITLE, "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh")]},
    ),
]


@pytest.mark.parametrize(("held", "expected"), [case[1:] for case in DECIDED], ids=[case[0] for case in DECIDED])
def test_a_choice_outranks_what_words_suggest(held: Document, expected: dict[str, list[tuple[Ground, str]]]) -> None:
    found = document_topics(held, VOCABULARY)
    assert {item.topic: [(reason.ground, reason.words) for reason in item.reasons] for item in found} == expected


def test_the_tasks_of_the_plan_that_ask_for_lessons(library: KnowledgeBase) -> None:
    asked = {(item.plan.id, item.id): item.words for item in library.teaching()}
    assert list(asked) == [(OWN_PLAN, "II.4.1-2"), (OWN_PLAN, "II.4.1-3")]
    assert [words.text[mark.start : mark.end] for words in asked.values() for mark in words.marks] == [
        (
            "bổ sung yêu cầu bảo vệ nền tảng tư tưởng của Đảng, đấu tranh phản bác các quan điểm sai trái, thù địch "
            "trong các bài giảng"
        ),
        "bổ sung vào bài giảng",
    ]


# Task of the plan, and all its topics: of its own words, and from headings above (marked ^).
TASKS = [
    ("II.1-3", {"ly-luan-va-tong-ket-thuc-tien"}),
    ("II.2-1", {"xay-dung-chinh-don-dang", "boi-duong-chuyen-de", "^hoc-tap-va-lam-theo-bac"}),
    ("II.3-3", {"bao-ve-nen-tang-tu-tuong", "^ly-luan-va-tong-ket-thuc-tien"}),
    (
        "II.4.1-3",
        {
            "giao-duc-ly-luan-chinh-tri",
            "boi-duong-nhan-thuc-ve-dang",
            "boi-duong-dang-vien-moi",
            "boi-duong-bi-thu-chi-bo-va-cap-uy-vien-co-so",
            "so-cap-ly-luan-chinh-tri",
        },
    ),
    ("II.5-4", {"lich-su-dang", "trung-tam-chinh-tri", "boi-duong-chuyen-de"}),
    ("II.6-2", {"trung-tam-chinh-tri", "^giao-duc-ly-luan-chinh-tri"}),
    ("III.6", set()),
]


@pytest.mark.parametrize(("task", "topics"), TASKS, ids=[case[0] for case in TASKS])
def test_the_topics_of_a_task(library: KnowledgeBase, task: str, topics: set[str]) -> None:
    marks = library.task_topics(library.task(OWN_PLAN, task))
    shown = {
        ("^" if all(reason.ground is Ground.ABOVE for reason in mark.reasons) else "") + mark.topic.id for mark in marks
    }
    assert shown == topics
    for mark in marks:
        for reason in mark.reasons:
            assert reason.words
            assert (reason.place is not None) == (reason.ground is Ground.ABOVE)


# Number of a document of the library, and its topics.
TITLES = [
    ("35-NQ/TW", {"bao-ve-nen-tang-tu-tuong"}),
    ("20-CT/TW", {"lich-su-dang"}),
    ("41-QĐ/TW", {"cong-tac-can-bo"}),
    ("285-QĐ/TW", {"ly-luan-va-tong-ket-thuc-tien"}),
    ("883-QĐ/BTGTW", {"giao-duc-ly-luan-chinh-tri", "trung-tam-chinh-tri"}),
    ("03-CTr/TU", set()),
]


@pytest.mark.parametrize(("number", "topics"), TITLES, ids=[case[0] for case in TITLES])
def test_the_topics_of_a_document(library: KnowledgeBase, number: str, topics: set[str]) -> None:
    found = {
        mark.topic.id for known in library.number(number).documents for mark in library.topics_of(known.id).get("", ())
    }
    assert found == topics


def test_a_topic_gathers_documents_newest_first_with_what_took_their_place(library: KnowledgeBase) -> None:
    view = library.topic("xay-dung-chinh-don-dang")
    days = [item.document.issued for item in view.documents if item.document.issued]
    assert days == sorted(days, reverse=True)
    left_behind = {item.document.number: item.validity.newest for item in view.documents if item.validity.newest}
    newest = left_behind["37-QĐ/TW"]
    assert newest is not None
    assert newest.number == "207-QĐ/TW"
    assert (view.count.documents, view.count.tasks) == (len(view.documents), len(view.tasks))
    (count,) = (count for count in library.topics() if count.topic == view.topic)
    assert count == view.count


def test_a_topic_is_given_in_parts(library: KnowledgeBase) -> None:
    whole = library.topic("giao-duc-ly-luan-chinh-tri")
    parts = [library.topic("giao-duc-ly-luan-chinh-tri", 5, offset) for offset in (0, 5, 10, 15)]
    assert tuple(task for part in parts for task in part.tasks) == whole.tasks
    assert tuple(item for part in parts for item in part.documents) == whole.documents
    keys = [*(item.document.id for item in whole.documents), *(task.key for task in whole.tasks)]
    assert list(library.topic_keys("giao-duc-ly-luan-chinh-tri", 500)) == keys
    assert list(library.topic_keys("giao-duc-ly-luan-chinh-tri", 3)) == keys[:3]


def test_a_topic_has_a_cascade_of_its_own(library: KnowledgeBase) -> None:
    cascade = library.topic_cascade("lich-su-dang")
    assert cascade.plan is None
    (chain,) = cascade.chains
    assert [node.document.number for node in chain.nodes] == ["20-CT/TW", "104-KH/TU", "119-KH/QU", "102-HD/BTGTW"]


# A library of its own: a held rule in points, one in paragraphs, a plan, and what people decided.
OWN = {
    f"directives/bo-chinh-tri/{HELD}.md": """
        ---
        id: nghi-quyet-35-bo-chinh-tri-2018
        kind: nghi-quyet
        number: 35-NQ/TW
        title: Tăng cường bảo vệ nền tảng tư tưởng
        issuer: bo-chinh-tri
        issued: 2018-10-22
        topics:
        - not: cong-tac-can-bo
          at: II.1
        - topic: lich-su-dang
          at: II.2
        - topic: lich-su-dang
          at: II.9
        ---

        ## I. MỤC ĐÍCH

        Giữ vững nền tảng tư tưởng của Đảng.

        ## II. BIỆN PHÁP

        ### 1. Xây dựng đội ngũ cán bộ

        ### 2. Giải pháp khác
        """,
    "directives/bo-chinh-tri/ket-luan-12-bo-chinh-tri-2021.md": """
        ---
        id: ket-luan-12-bo-chinh-tri-2021
        kind: ket-luan
        number: 12-KL/TW
        title: Kết luận
        issuer: bo-chinh-tri
        issued: 2021-08-12
        ---

        Mở đầu.

        Quan tâm giáo dục lịch sử Đảng cho thế hệ trẻ.
        """,
}


@pytest.fixture
def own(tmp_path: Path) -> KnowledgeBase:
    corpus = write_corpus(tmp_path / "corpus", OWN)
    build(corpus, tmp_path / "var")
    return KnowledgeBase.open(tmp_path / "var")


def test_parts_of_held_texts_are_gathered_with_their_places(own: KnowledgeBase) -> None:
    found = own.topic("lich-su-dang").passages
    # Newest document first; a paragraph by its words, a point because a person said so.
    assert [(item.key, item.place, item.reasons[0].ground) for item in found] == [
        ("ket-luan-12-bo-chinh-tri-2021:d2", "đoạn 2", Ground.TEXT),
        (f"{HELD}:II.2", "mục II.2", Ground.CHOSEN),
    ]
    assert found[0].excerpt.text == "Quan tâm giáo dục lịch sử Đảng cho thế hệ trẻ."
    assert found[1].excerpt.text == "2. Giải pháp khác"
    assert own.topic("cong-tac-can-bo").passages == ()
    assert [item.id for item in own.topic("bao-ve-nen-tang-tu-tuong").passages] == ["I"]
    own.close()


def test_a_choice_for_a_part_that_is_not_there_is_told(own: KnowledgeBase) -> None:
    (problem,) = (problem for problem in own.problems() if problem.code == "topic-at-nothing")
    assert problem.document == HELD
    assert "II.9" in problem.message
    own.close()


def test_empty_topics_are_listed_too(own: KnowledgeBase) -> None:
    empty = {count.topic.id for count in own.topics() if count.empty}
    assert "kiem-tra-giam-sat" in empty
    view = own.topic("kiem-tra-giam-sat")
    assert (view.documents, view.tasks, view.passages) == ((), (), ())
    own.close()


# Question, and the numbers of the documents that it finds.
QUESTIONS = [
    ("chủ đề: lịch sử Đảng", {"20-CT/TW", "119-KH/QU", "104-KH/TU", "102-HD/BTGTW"}),
    ("chu de: lich su dang", {"20-CT/TW", "119-KH/QU", "104-KH/TU", "102-HD/BTGTW"}),
    ("chủ đề:lich-su-dang loại:kế hoạch", {"119-KH/QU", "104-KH/TU"}),
    ("chủ đề: xây dựng, chỉnh đốn Đảng loại: chương trình", {"01-CTr/TU", "10-CTr/TU"}),
    ("chương trình: bồi dưỡng chuyên đề", {None}),
]


@pytest.mark.parametrize(("question", "numbers"), QUESTIONS, ids=[case[0] for case in QUESTIONS])
def test_a_question_is_narrowed_to_a_topic(library: KnowledgeBase, question: str, numbers: set[str | None]) -> None:
    assert {hit.document.number for hit in library.search(question, limit=50).hits} == numbers


def test_the_sample_library_has_no_flaw_of_topics() -> None:
    assert check_corpus(load_corpus(Path(__file__).parent.parent / "corpus")) == ()
