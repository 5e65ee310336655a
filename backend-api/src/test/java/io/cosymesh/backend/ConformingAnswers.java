package io.cosymesh.backend;

import org.springframework.boot.webtestclient.autoconfigure.WebTestClientBuilderCustomizer;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Holds whatever a test is answered against the description of the API.
 */
class ConformingAnswers implements WebTestClientBuilderCustomizer {

	private final ApiContract contract = ApiContract.read();

	@Override
	public void customize(WebTestClient.Builder builder) {
		builder.filter((request, next) -> next.exchange(request).flatMap((answer) -> checked(request, answer)));
	}

	private Mono<ClientResponse> checked(ClientRequest request, ClientResponse answer) {
		MediaType type = answer.headers().contentType().orElse(null);
		if (type == null || !type.getSubtype().endsWith("json")) {
			assertAnswer(request, answer, type, new byte[0]);
			return Mono.just(answer);
		}
		return DataBufferUtils.join(answer.bodyToFlux(DataBuffer.class)).map((buffer) -> {
			byte[] body = new byte[buffer.readableByteCount()];
			buffer.read(body);
			DataBufferUtils.release(buffer);
			assertAnswer(request, answer, type, body);
			return answer.mutate().body(Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(body))).build();
		});
	}

	private void assertAnswer(ClientRequest request, ClientResponse answer, MediaType type, byte[] body) {
		this.contract.assertAnswer(request.method().name(), request.url().getPath(), answer.statusCode().value(), type,
				body);
	}

}
