package io.cosymesh.webui.routing;

import java.util.List;
import java.util.Set;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

/**
 * A route of an API that isn't ours. Each is named, since what else is asked for below
 * its path is not there: clients of that API expect 404, and 405 for the wrong method.
 *
 * @param path pattern of its path
 * @param methods methods it takes
 */
record CompatibleRoute(String path, Set<HttpMethod> methods) implements GatewayFilter {

	/** What paths of OpenAI's API begin with. */
	static final String OPENAI = "/v1/";

	/** What paths of CosyVoice's server begin with. */
	static final String COSYVOICE = "/inference_";

	static final List<CompatibleRoute> ALL = List.of(new CompatibleRoute("/v1/audio/speech", Set.of(HttpMethod.POST)),
			new CompatibleRoute("/v1/models", Set.of(HttpMethod.GET)),
			new CompatibleRoute("/v1/models/{id}", Set.of(HttpMethod.GET)),
			new CompatibleRoute("/v1/audio/voices", Set.of(HttpMethod.GET, HttpMethod.POST)),
			new CompatibleRoute("/v1/audio/voices/{id}", Set.of(HttpMethod.GET, HttpMethod.DELETE)),
			new CompatibleRoute("/v1/audio/voice_consents", Set.of(HttpMethod.GET, HttpMethod.POST)),
			new CompatibleRoute("/v1/audio/voice_consents/{id}",
					Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE)),
			inference("sft"), inference("zero_shot"), inference("cross_lingual"), inference("instruct"),
			inference("instruct2"));

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		HttpMethod method = exchange.getRequest().getMethod();
		return this.methods.contains(method) ? chain.filter(exchange)
				: Mono.error(new MethodNotAllowedException(method, this.methods));
	}

	private static CompatibleRoute inference(String mode) {
		return new CompatibleRoute(COSYVOICE + mode, Set.of(HttpMethod.GET, HttpMethod.POST));
	}

}
