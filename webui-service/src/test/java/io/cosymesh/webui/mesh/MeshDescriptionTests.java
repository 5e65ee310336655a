package io.cosymesh.webui.mesh;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import org.springframework.core.io.ClassPathResource;
import org.springframework.web.bind.annotation.GetMapping;

import static org.assertj.core.api.Assertions.assertThat;

class MeshDescriptionTests {

	@Test
	void descriptionIsOpenApi() throws Exception {
		ParseOptions options = new ParseOptions();
		options.setResolve(true);
		assertThat(new OpenAPIV3Parser().readContents(text(), null, options).getMessages()).isEmpty();
	}

	@Test
	void everyRouteAndNothingElseIsDescribed() throws Exception {
		Map<String, Map<String, Object>> document = new Yaml().load(text());
		Set<String> declared = Arrays.stream(MeshController.class.getDeclaredMethods())
			.map((method) -> method.getAnnotation(GetMapping.class))
			.filter((mapping) -> mapping != null)
			.map((mapping) -> "/api/v1/mesh" + ((mapping.path().length > 0) ? mapping.path()[0] : mapping.value()[0]))
			.collect(Collectors.toSet());
		assertThat(document.get("paths").keySet()).isEqualTo(declared);
	}

	private static String text() throws Exception {
		return new ClassPathResource("openapi/mesh.yaml").getContentAsString(StandardCharsets.UTF_8);
	}

}
