package io.cosymesh.inference.cosyvoice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.multipart.HttpData;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.dsp.signal.Resampler;
import io.cosymesh.inference.Listening;
import io.cosymesh.inference.SyntheticSpeaker;

/**
 * A runtime that speaks both dialects and answers in the pitch of the recording it gets,
 * or in whatever wrong way it is told to.
 */
public final class StandInRuntime implements AutoCloseable {

	private static final int WAV_HEADER = 44;

	/** Odd on purpose: samples are cut in two. */
	private static final int PIECE = 4801;

	private static final int FIRST_BYTES = 48_000;

	private final List<Heard> heard = new CopyOnWriteArrayList<>();

	private final AtomicInteger connections = new AtomicInteger();

	private volatile Answer answer = StandInRuntime::speak;

	private final DisposableServer server;

	public StandInRuntime() {
		this.server = HttpServer.create().host("127.0.0.1").port(0).doOnConnection((connection) -> {
			this.connections.incrementAndGet();
			connection.onDispose(this.connections::decrementAndGet);
		})
			.route((routes) -> routes.post("/v1/audio/speech", this::json)
				.post("/inference_zero_shot", this::form)
				.post("/inference_cross_lingual", this::form)
				.post("/inference_instruct2", this::form)
				.get("/health", (request, response) -> response.status(200).send()))
			.bindNow();
	}

	public String url() {
		return "http://127.0.0.1:" + this.server.port();
	}

	/** Answers like this from now on. */
	public void answers(Answer answer) {
		this.answer = answer;
	}

	/** Answers like this once. */
	void answersOnce(Answer once) {
		this.answer = (request, response) -> {
			this.answer = StandInRuntime::speak;
			return once.give(request, response);
		};
	}

	void forget() {
		this.heard.clear();
	}

	public List<Heard> heard() {
		return new ArrayList<>(this.heard);
	}

	int connections() {
		return this.connections.get();
	}

	public static Publisher<Void> speak(Heard request, HttpServerResponse response) {
		return send(response, pcm(speech(request)));
	}

	/** Speaks the beginning, and the rest once the gate is open. */
	public static Answer heldBackUntil(Mono<Void> gate) {
		return (request, response) -> {
			byte[] words = pcm(speech(request));
			Flux<ByteBuf> rest = pieces(Arrays.copyOfRange(words, FIRST_BYTES, words.length));
			return response.send(pieces(Arrays.copyOf(words, FIRST_BYTES)).concatWith(gate.thenMany(rest)),
					(buffer) -> true);
		};
	}

	static Publisher<Void> send(HttpServerResponse response, byte[] body) {
		return response.send(pieces(body), (buffer) -> true);
	}

	static Flux<ByteBuf> pieces(byte[] body) {
		List<ByteBuf> pieces = new ArrayList<>();
		for (int i = 0; i < body.length; i += PIECE) {
			pieces.add(Unpooled.wrappedBuffer(Arrays.copyOfRange(body, i, Math.min(body.length, i + PIECE))));
		}
		return Flux.fromIterable(pieces);
	}

	/** What there is to hear at 24 kHz. */
	static float[] speech(Heard request) {
		return SyntheticSpeaker.speak(request.pitchHz(), request.seconds());
	}

	static float[] at(int rate, float[] speech) {
		return Resampler.convert(speech, 24_000, rate);
	}

	static byte[] pcm(float[] speech) {
		ByteBuffer pcm = ByteBuffer.allocate(2 * speech.length).order(ByteOrder.LITTLE_ENDIAN);
		for (float sample : speech) {
			pcm.putShort((short) Math.round(sample * Short.MAX_VALUE));
		}
		return pcm.array();
	}

	@Override
	public void close() {
		this.server.disposeNow();
	}

	private Publisher<Void> json(HttpServerRequest request, HttpServerResponse response) {
		return request.receive().aggregate().asString(StandardCharsets.UTF_8).flatMapMany((body) -> {
			Map<?, ?> fields = JsonMapper.shared().readValue(body, Map.class);
			Map<String, String> texts = new LinkedHashMap<>();
			fields.forEach((name, value) -> texts.put(name.toString(), value.toString()));
			byte[] wav = Base64.getDecoder()
				.decode(texts.remove("ref_audio").substring("data:audio/wav;base64,".length()));
			response.header("Content-Type", "audio/pcm");
			return answer(request, response, texts, wav);
		});
	}

	private Publisher<Void> form(HttpServerRequest request, HttpServerResponse response) {
		return request.receiveForm().map(Part::of).collectList().flatMapMany((parts) -> {
			Map<String, String> texts = new LinkedHashMap<>();
			byte[] wav = new byte[0];
			for (Part part : parts) {
				if (part.name.equals("prompt_wav")) {
					wav = part.content;
				}
				else {
					texts.put(part.name, new String(part.content, StandardCharsets.UTF_8));
				}
			}
			return answer(request, response, texts, wav);
		});
	}

	private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response, Map<String, String> texts,
			byte[] wav) {
		Heard told = new Heard(request.uri(), texts, wav, request.requestHeaders().get("Authorization"));
		this.heard.add(told);
		return this.answer.give(told, response);
	}

	/** Sends nothing and never ends. */
	static Publisher<Void> hang(Heard request, HttpServerResponse response) {
		return Mono.never();
	}

	/**
	 * How to answer.
	 */
	@FunctionalInterface
	public interface Answer {

		Publisher<Void> give(Heard request, HttpServerResponse response);

	}

	/**
	 * A request as the runtime understood it.
	 */
	public record Heard(String path, Map<String, String> texts, byte[] wav, String authorization) {

		String text() {
			return this.texts.getOrDefault("input", this.texts.getOrDefault("tts_text", ""));
		}

		double seconds() {
			return 0.6 + 0.1 * this.text().replaceAll(".*<\\|endofprompt\\|>", "").length();
		}

		double pitchHz() {
			return Listening.medianPitchHz(Arrays.copyOfRange(this.wav, WAV_HEADER, this.wav.length));
		}

	}

	private record Part(String name, byte[] content) {

		static Part of(HttpData part) {
			try {
				return new Part(part.getName(), part.get());
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
