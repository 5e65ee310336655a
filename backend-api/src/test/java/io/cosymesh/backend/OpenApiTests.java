package io.cosymesh.backend;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;

import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OpenApiTests extends PublicApi {

	private final ApiContract contract = ApiContract.read();

	@Autowired
	private RequestMappingHandlerMapping mappings;

	@Test
	void descriptionIsOpenApi() {
		assertThat(this.contract.document().path("openapi").asString()).startsWith("3.1.");
		assertThat(complaints(this.contract.yaml())).isEmpty();
	}

	@Test
	void validatorWouldComplain() {
		assertThat(complaints(this.contract.yaml().replace("operationId: clone", "operationID: clone"))).isNotEmpty();
		assertThat(complaints(this.contract.yaml().replace("schemas/CloneRequest'", "schemas/Nothing'"))).isNotEmpty();
		assertThat(complaints(this.contract.yaml().replace("in: query", "in: body"))).isNotEmpty();
	}

	@Test
	void everyRouteAndNothingElseIsDescribed() {
		Set<String> routes = DeclaredRoutes.of(this.mappings);
		// what operators call is not public
		routes.removeIf((route) -> route.contains(" /internal/"));
		assertThat(this.contract.routes()).containsExactlyInAnyOrderElementsOf(routes);
	}

	@Test
	void descriptionIsSentAsItIsKept() {
		this.client.get()
			.uri("/api/v1/openapi.yaml")
			.exchange()
			.expectHeader()
			.contentType(MediaType.APPLICATION_YAML)
			.expectBody(String.class)
			.isEqualTo(this.contract.yaml());
		String json = this.client.get()
			.uri("/api/v1/openapi.json")
			.exchange()
			.expectHeader()
			.contentType(MediaType.APPLICATION_JSON)
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		assertThat(JsonMapper.shared().readTree(json)).isEqualTo(this.contract.document());
	}

	@Test
	void answerThatIsNotDescribedWouldBeNoticed() {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> answer(200, "{\"voices\":[]}"));
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> answer(200, "{\"voices\":[],\"next\":null,\"more\":1}"));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> answer(202, "{\"voices\":[],\"next\":null}"));
		answer(200, "{\"voices\":[],\"next\":null}");
	}

	@Test
	void examplesConform() {
		this.contract.document()
			.at("/paths/~1api~1v1~1speech/post/requestBody/content/application~1json/examples")
			.forEach((example) -> this.contract.assertConforms("SpeechRequest", example.path("value").toString()));
	}

	private void answer(int status, String json) {
		this.contract.assertAnswer("GET", "/api/v1/voices", status, MediaType.APPLICATION_JSON, json.getBytes());
	}

	private static List<String> complaints(String yaml) {
		ParseOptions options = new ParseOptions();
		options.setResolve(true);
		return new OpenAPIV3Parser().readContents(yaml, null, options).getMessages();
	}

}
