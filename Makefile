# Các lệnh của Căn Cứ. Cần: python3 >= 3.11 có venv, và make. Mọi thứ khác tự cài vào .venv.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help serve build test test-all test-long test-cluster check format format-check lint types imports corpus lock windows-bundle audit clean

help:  ## danh sách lệnh
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 12

serve: $(VENV)/.run  ## dựng chỉ mục và mở trang web tại http://127.0.0.1:8000
	@$(BIN)/cancu serve

build: $(VENV)/.run  ## dựng chỉ mục từ thư mục corpus
	@$(BIN)/cancu build

test: $(VENV)/.dev  ## chạy các kiểm thử, kể cả bằng trình duyệt thật
	@sh tests/browser/install-chromium.sh
	@$(BIN)/python -m pytest -m "not long"

test-all: test test-long  ## như test, rồi thêm các kiểm thử dài

test-long: $(VENV)/.dev  ## chỉ các kiểm thử dài: cụm OpenSearch, tắt đột ngột, mọi cỡ màn hình, đầu vào ngẫu nhiên
	@sh tests/browser/install-chromium.sh
	@sh tests/cluster/install-java.sh
	@$(BIN)/python -m pytest -m long

test-cluster: $(VENV)/.dev  ## các kiểm thử trên một cụm OpenSearch thật gồm ba nút (cần Java 17 và Maven)
	@sh tests/cluster/install-java.sh
	@$(BIN)/python -m pytest -m cluster

check: format-check lint types imports corpus test  ## định dạng, lint, kiểu, luật import, corpus, kiểm thử

format: $(VENV)/.dev  ## sửa định dạng mã nguồn
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

format-check: $(VENV)/.dev
	@$(BIN)/ruff format --check --quiet .

lint: $(VENV)/.dev  ## lint
	@$(BIN)/ruff check --quiet .

types: $(VENV)/.dev  ## kiểm tra kiểu (mypy --strict)
	@$(BIN)/mypy

imports: $(VENV)/.dev  ## luật import một chiều
	@$(BIN)/lint-imports --no-logo

corpus: $(VENV)/.dev  ## kiểm tra dữ liệu trong corpus/
	@$(BIN)/cancu check

lock: $(VENV)/.dev  ## ghi lại các tệp khóa phiên bản
	@$(BIN)/pip install --quiet pip-tools
	@$(BIN)/pip-compile --quiet --no-header --generate-hashes --strip-extras --no-emit-index-url --no-emit-find-links \
		--output-file requirements.lock pyproject.toml
	@$(BIN)/pip-compile --quiet --no-header --generate-hashes --strip-extras --no-emit-index-url --no-emit-find-links \
		--extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

windows-bundle: $(VENV)/.dev  ## tệp zip chạy trên Windows 64-bit, không cần mạng hay cài đặt (dist/can-cu-windows.zip)
	@$(BIN)/python -m deploy.windows

audit: $(VENV)/.dev  ## đối chiếu các thư viện đã khóa với các lỗ hổng đã công bố (cần mạng)
	@$(PYTHON) -m venv $(VENV)/audit && $(VENV)/audit/bin/pip install --quiet --disable-pip-version-check pip-audit
	@$(VENV)/audit/bin/pip-audit --strict --disable-pip --require-hashes -r requirements.lock -r requirements-dev.lock

clean:  ## xóa môi trường và chỉ mục (không đụng tới corpus)
	@rm -rf $(VENV) var

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Cần Python 3.11 trở lên; máy này có: $$($(PYTHON) --version 2>&1)."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "Thiếu venv của Python; trên Debian, Ubuntu hãy cài: apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/pyvenv.cfg requirements.lock pyproject.toml
	@echo "Đang cài các thư viện đã khóa phiên bản vào $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
