package io.cosymesh.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SecurityDocumentTests {

	private static final Path ROOT = Path.of(System.getProperty("cosymesh.root", "..")).toAbsolutePath().normalize();

	private static final Pattern NAMED = Pattern.compile("`(\\w+(?:IT|Tests))\\.(\\w+)`");

	@Test
	void everyTestThatTheDocumentNamesExists() throws IOException {
		Map<String, String> tests = tests();
		List<MatchResult> named = NAMED.matcher(document()).results().toList();
		assertThat(named).hasSizeGreaterThan(50);
		assertThat(named).allSatisfy((test) -> assertThat(tests.getOrDefault(test.group(1), "")).as(test.group())
			.contains("void " + test.group(2) + "("));
	}

	@Test
	void everyThreatHasATest() throws IOException {
		String threats = document().split("## Threats, answers, tests")[1].split("## What a connection may cost")[0];
		List<String> rows = threats.lines()
			.filter((line) -> line.startsWith("|") && !line.startsWith("| threat |") && !line.startsWith("|---"))
			.toList();
		assertThat(rows).hasSizeGreaterThan(30).allMatch((row) -> NAMED.matcher(row).find());
	}

	private static String document() throws IOException {
		return Files.readString(ROOT.resolve("docs").resolve("security.md"));
	}

	private static Map<String, String> tests() throws IOException {
		try (Stream<Path> modules = Files.list(ROOT)) {
			return modules.map((module) -> module.resolve("src/test/java"))
				.filter(Files::isDirectory)
				.flatMap(SecurityDocumentTests::sources)
				.collect(Collectors.toMap((file) -> file.getFileName().toString().replace(".java", ""),
						SecurityDocumentTests::read, String::concat));
		}
	}

	private static Stream<Path> sources(Path folder) {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter((file) -> file.toString().endsWith(".java")).toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
