package io.cosymesh.backend.live;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

import io.cosymesh.backend.pipeline.CloningPipeline;
import io.cosymesh.backend.pipeline.MarkedSpeech;
import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.audio.AudioFormat;
import io.cosymesh.contracts.inference.VoicePrompt;

import reactor.core.publisher.Mono;

/**
 * The voice of a session, and how much was heard of it.
 */
final class Voicing {

	/** Fits a WebSocket frame of any client. */
	private static final int LARGEST_PIECE = 16 * 1024;

	private static final int UNKNOWN_LENGTH = -1;

	private final CloningPipeline pipeline;

	private final VoicePrompt voice;

	private final Delivery delivery;

	private final AtomicInteger sentences = new AtomicInteger();

	private volatile @Nullable String engine;

	private double seconds;

	private long bytes;

	private boolean begun;

	Voicing(CloningPipeline pipeline, VoicePrompt voice, Delivery delivery) {
		this.pipeline = pipeline;
		this.voice = voice;
		this.delivery = delivery;
	}

	Delivery delivery() {
		return this.delivery;
	}

	int next() {
		return this.sentences.getAndIncrement();
	}

	/** Speaks a sentence, once its audio is asked for. */
	Mono<MarkedSpeech> speak(String sentence) {
		return Mono.fromSupplier(() -> this.delivery.saying(sentence, this.engine))
			.flatMap((order) -> this.pipeline.speakMarked(order, this.voice));
	}

	/** Keeps to the engine that spoke first: another one would be another voice. */
	@Nullable String pin(@Nullable String speaker) {
		if (this.engine == null) {
			this.engine = speaker;
		}
		return speaker;
	}

	/**
	 * Gives sentences their place in the audio; sees events in the order they are sent.
	 */
	LiveEvent placed(LiveEvent event) {
		return switch (event) {
			case LiveEvent.Started started -> {
				this.bytes = 0;
				yield started;
			}
			case LiveEvent.Audio audio -> {
				this.bytes += audio.bytes().readableByteCount();
				yield audio;
			}
			case LiveEvent.Spoken spoken -> {
				double start = this.seconds;
				this.seconds += spoken.place().endSeconds();
				yield new LiveEvent.Spoken(spoken.index(), spoken.text(), place(start));
			}
			case LiveEvent.Failed failed -> {
				double start = this.seconds;
				long sent = this.bytes;
				breakOff();
				this.bytes = sent;
				yield new LiveEvent.Failed(failed.index(), failed.text(), place(start), failed.cause());
			}
			case LiveEvent.Finished _, LiveEvent.Cancelled _, LiveEvent.Refused _ -> event;
		};
	}

	/** Cuts audio to frames, the header of a WAVE file before the first. */
	List<LiveEvent> complete(LiveEvent event) {
		if (!(event instanceof LiveEvent.Audio(DataBuffer audio))) {
			return List.of(event);
		}
		List<LiveEvent> pieces = new ArrayList<>();
		if (!this.begun && this.delivery.format() == AudioFormat.WAV) {
			pieces.add(new LiveEvent.Audio(header(this.delivery.order().sampleRate())));
		}
		this.begun = true;
		while (audio.readableByteCount() > 0) {
			byte[] piece = new byte[Math.min(LARGEST_PIECE, audio.readableByteCount())];
			audio.read(piece);
			pieces.add(new LiveEvent.Audio(DefaultDataBufferFactory.sharedInstance.wrap(piece)));
		}
		return pieces;
	}

	/** Counts what was sent of a sentence that has no end. */
	void breakOff() {
		if (this.delivery.order().format() == AudioFormat.PCM) {
			this.seconds += this.bytes / (double) (PcmFormat.BYTES_PER_SAMPLE * this.delivery.order().sampleRate());
		}
		this.bytes = 0;
	}

	double seconds() {
		return this.seconds;
	}

	private LiveEvent.Place place(double start) {
		long sent = this.bytes;
		this.bytes = 0;
		return new LiveEvent.Place(start, this.seconds, sent);
	}

	/** Nobody knows how long a session gets; players take the largest length for that. */
	private static DataBuffer header(int sampleRate) {
		ByteBuffer header = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
		header.put(ascii("RIFF")).putInt(UNKNOWN_LENGTH).put(ascii("WAVEfmt ")).putInt(16);
		header.putShort((short) 1).putShort((short) 1).putInt(sampleRate);
		header.putInt(sampleRate * PcmFormat.BYTES_PER_SAMPLE).putShort((short) PcmFormat.BYTES_PER_SAMPLE);
		header.putShort((short) 16).put(ascii("data")).putInt(UNKNOWN_LENGTH);
		return DefaultDataBufferFactory.sharedInstance.wrap(header.array());
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
