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

# make dist MODELS="smollm2-135m gemma3-270m" GEMMA_TERMS=FILE puts models into the archive; see Distribution/complete.sh.
MODELS ?=

# make install PREFIX=~/.local needs no root.
PREFIX ?= /usr/local
BINDIR = $(PREFIX)/bin
SHARE = $(PREFIX)/share
MANUAL = $(SHARE)/man/man1/primer.1
BASH_COMPLETION = $(SHARE)/bash-completion/completions/primer
ZSH_COMPLETION = $(SHARE)/zsh/site-functions/_primer
FISH_COMPLETION = $(SHARE)/fish/vendor_completions.d/primer.fish

VERSION = $(shell sed -n 's/.*version: "primer \(.*\)".*/\1/p' Sources/primer/Primer.swift)
NAME = primer-$(VERSION)-$(shell uname -s -m | tr 'A-Z ' 'a-z-')

.PHONY: learn test check format lint bench build setup models install uninstall dist

# The course, from its first lesson that is not done. It runs on the foundation model that comes with Primer.
learn: build
	$(RELEASE) learn $(LESSON)

# The two real models, for the lessons that need them.
models: build
	$(RELEASE) fetch smollm2-135m
	$(RELEASE) fetch gemma3-270m $(FETCH_OPTIONS)

install: build
	install -d $(BINDIR) $(SHARE)/primer/Datasets $(SHARE)/primer/Lessons $(dir $(MANUAL) $(BASH_COMPLETION) $(ZSH_COMPLETION) $(FISH_COMPLETION))
	install -s $(RELEASE) $(BINDIR)/primer
	install -m 644 Datasets/* $(SHARE)/primer/Datasets
	install -m 644 Lessons/* $(SHARE)/primer/Lessons
	$(RELEASE) manual > $(MANUAL)
	$(RELEASE) --generate-completion-script bash > $(BASH_COMPLETION)
	$(RELEASE) --generate-completion-script zsh > $(ZSH_COMPLETION)
	$(RELEASE) --generate-completion-script fish > $(FISH_COMPLETION)

uninstall:
	rm -rf $(BINDIR)/primer $(SHARE)/primer $(MANUAL) $(BASH_COMPLETION) $(ZSH_COMPLETION) $(FISH_COMPLETION)

# One file to hand out, and its SHA-256. Unpacked, it runs where it is.
dist: build
	rm -rf .build/dist
	$(MAKE) -o build install PREFIX=.build/dist/$(NAME) BINDIR=.build/dist/$(NAME)
	bash Distribution/complete.sh .build/dist/$(NAME) $(MODELS)
	tar -C .build/dist --owner=0 --group=0 --sort=name -czf .build/dist/$(NAME).tar.gz $(NAME)
	cd .build/dist && sha256sum $(NAME).tar.gz | tee $(NAME).tar.gz.sha256

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

# Swift's libraries, the C++ library, readline and cmark-gfm are linked as archives: only the C library is the system's.
build: setup
	@mkdir -p .build/archives && ln -sf "$$(clang -print-file-name=libstdc++.a)" .build/archives
	swift build -c release --product primer --static-swift-stdlib -debug-info-format none $(IMPORTS)

setup:
	@command -v swift >/dev/null || { echo "Primer needs a Swift toolchain, 6.2 or newer" >&2; exit 1; }
	@[ -e /usr/include/readline/readline.h ] && [ -e /usr/include/cmark-gfm-core-extensions.h ] \
	  || { $(SUDO) apt-get update -q && $(SUDO) apt-get install -qy libreadline-dev libcmark-gfm-dev libcmark-gfm-extensions-dev; }

format:
	swift format -i -r Package.swift Sources Tests

# Foundation, where FoundationEssentials is enough, makes the program three times as large.
lint:
	swift format lint -s -r Package.swift Sources Tests
	@! grep -rn '^\(internal \|package \)\?import Foundation$$' Sources || { echo "import FoundationEssentials instead" >&2; exit 1; }
