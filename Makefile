# Two commands do it all on Debian 12 with Swift 6.3: `make demo` and `make test`.
# Both install what is missing from Debian (as root, or with sudo); `make test` also puts a judge of PDF files from PyPI into
# .build, where it can be had. Nothing else.

SWIFT ?= swift
OUT ?= out

.PHONY: demo test build setup check-format format docs bench clean

demo: build
	@Scripts/demo $(OUT)

build: setup
	$(SWIFT) build -c release --product billpress --static-swift-stdlib

test: setup
	@Scripts/run-tests

setup:
	@Scripts/install-missing

format:
	$(SWIFT) format --in-place --recursive --parallel Sources Tests Package.swift

check-format:
	$(SWIFT) format lint --strict --recursive --parallel Sources Tests Package.swift

bench: build
	Benchmarks/bench

clean:
	rm -rf .build $(OUT)
