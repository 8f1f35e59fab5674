# Set-up, the lesson, the tests. On Debian, what is missing is installed; sudo is used only when not root.

SHELL := /bin/bash
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
RELEASE = .build/release/primer
# Modules may import only what Package.swift says they depend on.
IMPORTS = --explicit-target-dependency-import-check error
# make models FETCH_OPTIONS=--accept-licence answers the question about Gemma's terms beforehand.
FETCH_OPTIONS ?=
# make learn LESSON=few-shot begins with another lesson than the first that is not done.
LESSON ?=

PREFIX ?= /usr/local

.PHONY: learn test check format lint bench build setup models install

# The course, from its first lesson that is not done. It runs on the foundation model that comes with Primer.
learn: build
	$(RELEASE) learn $(LESSON)

# The two real models, for the lessons that need them.
models: build
	$(RELEASE) fetch smollm2-135m
	$(RELEASE) fetch gemma3-270m $(FETCH_OPTIONS)

# make install PREFIX=~/.local needs no root.
install: build
	install -d $(PREFIX)/bin $(PREFIX)/share/primer/Datasets $(PREFIX)/share/primer/Lessons
	install $(RELEASE) $(PREFIX)/bin/primer
	install -m 644 Datasets/* $(PREFIX)/share/primer/Datasets
	install -m 644 Lessons/* $(PREFIX)/share/primer/Lessons

# The release build comes first: tests run it. The lessons are those on the model that comes with Primer.
test: build
	swift build --build-tests $(IMPORTS)
	swift test --skip-build
	$(RELEASE) check $(filter-out %-real.md Lessons/README.md,$(wildcard Lessons/*.md))

# Runs every lesson, those on real models too where they are here, and compares what it prints with what it says.
check: build
	$(RELEASE) check Lessons

bench: build
	$(RELEASE) bench

build: setup
	swift build -c release --product primer $(IMPORTS)

setup:
	@command -v swift >/dev/null || { echo "Primer needs a Swift toolchain, 6.2 or newer" >&2; exit 1; }
	@[ -e /usr/include/readline/readline.h ] && [ -e /usr/include/cmark-gfm-core-extensions.h ] \
	  || { $(SUDO) apt-get update -q && $(SUDO) apt-get install -qy libreadline-dev libcmark-gfm-dev libcmark-gfm-extensions-dev; }

format:
	swift format -i -r Package.swift Sources Tests

lint:
	swift format lint -s -r Package.swift Sources Tests
