package io.cosymesh.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What axe-core finds wrong with a page by WCAG 2.2 AA, and by its own best practices.
 */
final class Accessibility {

	private static final String AXE = axe();

	private static final String VIOLATIONS = """
			() => axe.run(document, {
			  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
			}).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
			  nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`)))""";

	private Accessibility() {
	}

	static void assertNothingIsWrong(Page page, String state) {
		page.evaluate(AXE);
		assertThat((List<?>) page.evaluate(VIOLATIONS)).as(state).isEmpty();
	}

	private static String axe() {
		try (InputStream script = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
			return new String(script.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
