package io.cosymesh.inference.cosyvoice;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.cosymesh.inference.cosyvoice.RuntimeFailureException.Kind;
import io.cosymesh.inference.engine.RefusedOrderException;
import io.netty.channel.ChannelOption;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The runtime over HTTP. Every request has a connection of its own: such servers drop
 * idle ones without a word, and a request that is given up takes its connection along.
 */
final class HttpRuntime implements SpeechRuntime {

	private static final Duration HEALTH_PATIENCE = Duration.ofSeconds(5);

	private final CosyVoiceProperties properties;

	private final Dialect dialect;

	private final WebClient client;

	HttpRuntime(CosyVoiceProperties properties, Dialect dialect) {
		this.properties = properties;
		this.dialect = dialect;
		this.client = client(RuntimeAddress.checked(properties.url()), properties);
	}

	@Override
	public void check(Utterance utterance) throws RefusedOrderException {
		this.dialect.check(utterance);
	}

	@Override
	public Take take(Utterance utterance, PlausibleLength length, long seed) {
		AtomicReference<@Nullable AnswerFormat> head = new AtomicReference<>();
		Arrivals arrivals = new Arrivals();
		this.dialect.request(this.client, utterance, seed)
			.exchangeToFlux((response) -> body(response, head))
			.subscribe(arrivals);
		return new Take(arrivals, () -> Objects.requireNonNull(head.get(), "No body comes before its head"), length,
				this.properties.wholeSegments());
	}

	@Override
	public void checkHealth() throws RuntimeFailureException {
		String path = this.properties.recycling().health();
		if (path == null) {
			return;
		}
		if (!answersWell(path)) {
			throw new RuntimeFailureException(Kind.BROKEN, "The runtime says it is not well");
		}
	}

	/** Connections end with their requests. */
	@Override
	public void close() {
	}

	private boolean answersWell(String path) throws RuntimeFailureException {
		try {
			return this.client.get()
				.uri(path)
				.exchangeToMono(
						(response) -> response.releaseBody().thenReturn(response.statusCode().is2xxSuccessful()))
				.blockOptional(HEALTH_PATIENCE)
				.orElse(false);
		}
		catch (RuntimeException ex) {
			throw Faults.of(ex);
		}
	}

	private Flux<byte[]> body(ClientResponse response, AtomicReference<@Nullable AnswerFormat> head) {
		try {
			head.set(AnswerFormat.of(response, this.properties.sampleRate()));
			return response.bodyToFlux(DataBuffer.class).map(HttpRuntime::bytes);
		}
		catch (RuntimeFailureException ex) {
			return Flux.error(ex);
		}
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

	private static WebClient client(URI url, CosyVoiceProperties properties) {
		HttpClient http = HttpClient.create(ConnectionProvider.newConnection())
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(properties.timeouts().connect().toMillis()));
		String base = url.toString();
		WebClient.Builder builder = WebClient.builder()
			.baseUrl(base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
			.clientConnector(new ReactorClientHttpConnector(http));
		String key = properties.apiKey();
		if (key != null) {
			builder.defaultHeaders((headers) -> headers.setBearerAuth(key));
		}
		return builder.build();
	}

}
