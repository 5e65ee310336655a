package io.cosymesh.mesh.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.identity.test.tls.RawHttp2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class Http2FramesTests {

	private static final byte[] BLOCK = new byte[40];

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final EmbeddedChannel connection = new EmbeddedChannel();

	Http2FramesTests() {
		this.connection.freezeTime();
		this.connection.pipeline()
			.addLast(new Http2Frames(Duration.ofSeconds(10), new FrameBudget(5, Duration.ofSeconds(30), 0),
					new ConnectionCuts(this.meters)));
	}

	@AfterEach
	void close() {
		this.connection.finishAndReleaseAll();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 7, 9, 10, 1000 })
	void requestsPassHoweverTheyAreCutIntoPieces(int piece) {
		ByteBuf all = Unpooled.buffer().writeBytes(Http2CodecUtil.connectionPrefaceBuf());
		all.writeBytes(RawHttp2.bytes(Http2FrameTypes.SETTINGS, 0, 0, new byte[6]));
		all.writeBytes(RawHttp2.bytes(Http2FrameTypes.HEADERS, 0, 1, BLOCK));
		all.writeBytes(RawHttp2.bytes(Http2FrameTypes.CONTINUATION, RawHttp2.END_HEADERS, 1, BLOCK));
		all.writeBytes(RawHttp2.bytes(Http2FrameTypes.DATA, RawHttp2.END_STREAM, 1, new byte[0]));
		int length = all.readableBytes();
		while (all.isReadable()) {
			this.connection.writeInbound(all.readRetainedSlice(Math.min(piece, all.readableBytes())));
		}
		all.release();
		passTime(60);
		assertThat(this.connection.isOpen()).isTrue();
		int passed = 0;
		for (ByteBuf part = this.connection.readInbound(); part != null; part = this.connection.readInbound()) {
			passed += part.readableBytes();
			part.release();
		}
		assertThat(passed).isEqualTo(length);
		assertNothingCut();
	}

	@Test
	void headersLeftOpenAreCutOff() {
		greet();
		send(Http2FrameTypes.HEADERS, 0, BLOCK);
		assertCutAfter(10, "headers-too-slow");
	}

	@Test
	void settingsAreNoRequest() {
		greet();
		send(Http2FrameTypes.SETTINGS, 0, new byte[0]);
		assertCutAfter(10, "headers-too-slow");
	}

	@Test
	void dataMayTakeItsTime() {
		greet();
		send(Http2FrameTypes.HEADERS, RawHttp2.END_HEADERS, BLOCK);
		this.connection.writeInbound(
				Unpooled.wrappedBuffer(RawHttp2.bytes(Http2FrameTypes.DATA, 0, 1, new byte[100])).writerIndex(50));
		passTime(60);
		assertThat(this.connection.isOpen()).isTrue();
		assertNothingCut();
	}

	@Test
	void manyFramesThatCarryNothingAreCutOff() {
		greet();
		for (int frames = 0; frames < 5; frames++) {
			assertThat(ping().cause()).isNull();
		}
		assertThat(ping().cause()).isInstanceOf(Http2Exception.class).hasMessageContaining("too-many-control-frames");
		assertCut("too-many-control-frames");
	}

	@Test
	void resetsAndWindowUpdatesAreCountedElsewhere() {
		greet();
		send(Http2FrameTypes.HEADERS, RawHttp2.END_HEADERS, BLOCK);
		for (int frames = 0; frames < 50; frames++) {
			send(Http2FrameTypes.WINDOW_UPDATE, 0, new byte[4]);
			send(Http2FrameTypes.RST_STREAM, 0, new byte[4]);
		}
		assertNothingCut();
	}

	private void greet() {
		this.connection.writeInbound(Http2CodecUtil.connectionPrefaceBuf());
	}

	private void send(int type, int flags, byte[] payload) {
		this.connection.writeInbound(Unpooled.wrappedBuffer(RawHttp2.bytes(type, flags, 1, payload)));
	}

	private ChannelFuture ping() {
		return this.connection
			.writeOneInbound(Unpooled.wrappedBuffer(RawHttp2.bytes(Http2FrameTypes.PING, 0, 0, new byte[8])));
	}

	private void passTime(int seconds) {
		this.connection.advanceTimeBy(seconds, TimeUnit.SECONDS);
		this.connection.runScheduledPendingTasks();
	}

	private void assertCutAfter(int seconds, String reason) {
		passTime(seconds - 1);
		assertNothingCut();
		passTime(1);
		assertCut(reason);
		assertThatExceptionOfType(Http2Exception.class).isThrownBy(this.connection::checkException);
		passTime(1);
		assertThat(this.connection.isOpen()).isFalse();
	}

	private void assertCut(String reason) {
		assertThat(this.meters.counter("cosymesh.server.cut.off", "reason", reason).count()).isOne();
	}

	private void assertNothingCut() {
		assertThat(this.meters.getMeters()).isEmpty();
	}

}
