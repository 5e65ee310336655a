package io.cosymesh.webui.access.description;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

class AccessDescriptionTests {

	private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

	@Test
	void descriptionIsOpenApi() throws Exception {
		ParseOptions options = new ParseOptions();
		options.setResolve(true);
		assertThat(new OpenAPIV3Parser().readContents(text(), null, options).getMessages()).isEmpty();
	}

	@Test
	void everyRouteAndNothingElseIsDescribed() throws Exception {
		assertThat(described()).isEqualTo(declared());
	}

	private static Set<String> described() throws Exception {
		Map<String, Map<String, Map<String, Object>>> document = new Yaml().load(text());
		return document.get("paths")
			.entrySet()
			.stream()
			.flatMap((path) -> path.getValue()
				.keySet()
				.stream()
				.filter(METHODS::contains)
				.map((method) -> method.toUpperCase() + " " + path.getKey()))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Set<String> declared() {
		ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
		scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
		return Stream.of("io.cosymesh.webui.access", "io.cosymesh.webui.console")
			.flatMap((area) -> scanner.findCandidateComponents(area).stream())
			.flatMap((candidate) -> routes(candidate.getBeanClassName()))
			.filter((route) -> route.contains(" /api/"))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Stream<String> routes(String controller) {
		try {
			Class<?> type = Class.forName(controller);
			RequestMapping whole = AnnotatedElementUtils.findMergedAnnotation(type, RequestMapping.class);
			String base = (whole != null) ? whole.path()[0] : "";
			return Arrays.stream(type.getDeclaredMethods()).flatMap((method) -> routes(base, method));
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Stream<String> routes(String base, Method method) {
		RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
		if (mapping == null) {
			return Stream.empty();
		}
		List<String> paths = (mapping.path().length > 0) ? List.of(mapping.path()) : List.of("");
		return Arrays.stream(mapping.method())
			.flatMap((verb) -> paths.stream().map((path) -> verb + " " + base + path));
	}

	private static String text() throws Exception {
		return new ClassPathResource("openapi/access.yaml").getContentAsString(StandardCharsets.UTF_8);
	}

}
