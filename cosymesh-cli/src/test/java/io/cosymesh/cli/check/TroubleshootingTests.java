package io.cosymesh.cli.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code check} links to.
 */
class TroubleshootingTests {

	@Test
	void everyLinkLeadsToAnAnswer() throws IOException {
		String sources;
		try (Stream<Path> files = Files.list(Path.of("src/main/java/io/cosymesh/cli/check"))) {
			sources = String.join("\n", files.map(TroubleshootingTests::read).toList());
		}
		List<String> headings = Files.readAllLines(Path.of("../docs/troubleshooting.md"))
			.stream()
			.filter((line) -> line.startsWith("## ") || line.startsWith("### "))
			.map((line) -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT).replace(' ', '-'))
			.toList();
		List<String> anchors = Pattern.compile("[,:] \"([a-z]+(?:-[a-z]+)+)\"\\)")
			.matcher(sources.replaceAll("\\s+", " "))
			.results()
			.map((found) -> found.group(1))
			.toList();
		assertThat(anchors).hasSizeGreaterThan(15);
		assertThat(headings).containsAll(anchors);
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

}
