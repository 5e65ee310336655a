package io.cosymesh.system;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the first look at the page costs, and whom it asks.
 */
@Order(3)
@ExtendWith({ StackExtension.class, VisitExtension.class })
class PageWeightIT {

	private static final String LOADED = """
			() => performance.getEntriesByType("navigation").concat(performance.getEntriesByType("resource"))
			  .map(({ name, encodedBodySize, decodedBodySize }) => ({ name, encodedBodySize, decodedBodySize }))""";

	private static final String INTERACTIVE = """
			() => performance.getEntriesByName("first-contentful-paint")[0].startTime""";

	@Test
	void firstPageIsSmallAndComesFromHereAlone(Visit visit) {
		visit.page().reload();
		assertThat(visit.see("generate")).isVisible();
		List<?> loaded = (List<?>) visit.page().evaluate(LOADED);
		assertThat(loaded).hasSizeGreaterThan(30).allSatisfy((entry) -> assertThat(host(entry)).isEqualTo("localhost"));
		assertThat(loaded.stream().mapToInt((entry) -> size(entry, "encodedBodySize")).sum()).isLessThan(150_000);
		assertThat(loaded.stream().mapToInt((entry) -> size(entry, "decodedBodySize")).sum()).isLessThan(300_000);
	}

	/** A second is meant; machines that test are slower than those that people have. */
	@Test
	void firstPageIsThereSoon(Visit visit) {
		visit.page().reload();
		assertThat(visit.see("text")).isEditable();
		assertThat(((Number) visit.page().evaluate(INTERACTIVE)).doubleValue()).isLessThan(5000);
	}

	private static String host(Object entry) {
		return URI.create((String) ((Map<?, ?>) entry).get("name")).getHost();
	}

	private static int size(Object entry, String name) {
		return ((Number) ((Map<?, ?>) entry).get(name)).intValue();
	}

}
