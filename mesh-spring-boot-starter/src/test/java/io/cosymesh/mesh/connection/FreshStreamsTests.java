package io.cosymesh.mesh.connection;

import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.util.ReferenceCountUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.cosymesh.identity.test.tls.RawHttp2;

import static org.assertj.core.api.Assertions.assertThat;

class FreshStreamsTests {

	// GET https://x/ in the words of HPACK's static table (RFC 7541, appendix A).
	private static final byte[] GET = { (byte) 0x82, (byte) 0x87, (byte) 0x84, 0x41, 0x01, 'x' };

	// The same with POST, and content-length 1.
	private static final byte[] POST_OF_ONE_BYTE = { (byte) 0x83, (byte) 0x87, (byte) 0x84, 0x41, 0x01, 'x', 0x5c, 0x01,
			'1' };

	private static final byte[] CANCEL = { 0, 0, 0, 8 };

	private final List<String> seen = new ArrayList<>();

	private final EmbeddedChannel connection = new EmbeddedChannel();

	private final ByteBuf arriving = Unpooled.buffer();

	@BeforeEach
	void greet() {
		Http2FrameCodec codec = Http2FrameCodecBuilder.forServer().build();
		this.connection.pipeline().addLast(codec, new Http2MultiplexHandler(new ChannelInitializer<>() {

			@Override
			protected void initChannel(Channel stream) {
				stream.pipeline().addLast(new Recorder());
			}

		}));
		FreshStreams.hold(this.connection, codec);
		this.arriving.writeBytes(Http2CodecUtil.connectionPrefaceBuf());
		this.arriving.writeBytes(RawHttp2.bytes(Http2FrameTypes.SETTINGS, 0, 0, new byte[0]));
	}

	@AfterEach
	void close() {
		this.connection.finishAndReleaseAll();
	}

	@Test
	void whatIsTakenBackAtOnceNeverBegins() {
		for (int stream = 3; stream < 100; stream += 2) {
			request(stream);
			reset(stream);
		}
		arrive();
		assertThat(this.seen).isEmpty();
	}

	@Test
	void othersThatArriveWithItBegin() {
		request(3);
		reset(3);
		request(5);
		request(7);
		reset(7);
		arrive();
		assertThat(this.seen).containsExactly("opened", "Http2HeadersFrame");
	}

	@Test
	void whatWasTakenBackLaterIsToldOfIt() {
		request(3);
		arrive();
		reset(3);
		arrive();
		assertThat(this.seen).containsExactly("opened", "Http2HeadersFrame", "Http2ResetFrame", "closed");
	}

	@Test
	void bodiesStayBehindTheirHeaders() {
		this.arriving.writeBytes(RawHttp2.bytes(Http2FrameTypes.HEADERS, RawHttp2.END_HEADERS, 3, GET));
		data(3, 0);
		arrive();
		data(3, RawHttp2.END_STREAM);
		arrive();
		assertThat(this.seen).containsExactly("opened", "Http2HeadersFrame", "Http2DataFrame", "Http2DataFrame");
	}

	@Test
	void brokenStreamIsToldOfItAndReset() {
		this.arriving.writeBytes(RawHttp2.bytes(Http2FrameTypes.HEADERS, RawHttp2.END_HEADERS, 3, POST_OF_ONE_BYTE));
		data(3, RawHttp2.END_STREAM);
		arrive();
		assertThat(this.seen).startsWith("opened").contains("Http2HeadersFrame", "StreamException").endsWith("closed");
	}

	@Test
	void whatIsKeptIsReleasedWithTheConnection() {
		ByteBuf all = Unpooled.copiedBuffer(this.arriving);
		all.writeBytes(RawHttp2.bytes(Http2FrameTypes.HEADERS, RawHttp2.END_HEADERS, 3, GET));
		all.writeBytes(RawHttp2.bytes(Http2FrameTypes.DATA, 0, 3, new byte[10]));
		this.connection.writeOneInbound(all);
		this.connection.close();
		assertThat(all.refCnt()).isZero();
		assertThat(this.seen).isEmpty();
	}

	// The first stream may be one of HTTP/1.1 that was upgraded, so the tests have
	// others.
	private void request(int stream) {
		this.arriving.writeBytes(
				RawHttp2.bytes(Http2FrameTypes.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, stream, GET));
	}

	private void reset(int stream) {
		this.arriving.writeBytes(RawHttp2.bytes(Http2FrameTypes.RST_STREAM, 0, stream, CANCEL));
	}

	private void data(int stream, int flags) {
		this.arriving.writeBytes(RawHttp2.bytes(Http2FrameTypes.DATA, flags, stream, new byte[10]));
	}

	private void arrive() {
		this.connection.writeInbound(this.arriving.readBytes(this.arriving.readableBytes()));
		this.connection.runPendingTasks();
	}

	/**
	 * What a stream's handlers are told.
	 */
	private final class Recorder extends ChannelInboundHandlerAdapter {

		@Override
		public void channelActive(ChannelHandlerContext context) {
			FreshStreamsTests.this.seen.add("opened");
			context.fireChannelActive();
		}

		@Override
		public void channelInactive(ChannelHandlerContext context) {
			FreshStreamsTests.this.seen.add("closed");
			context.fireChannelInactive();
		}

		@Override
		public void channelRead(ChannelHandlerContext context, Object frame) {
			FreshStreamsTests.this.seen.add(nameOf(frame));
			ReferenceCountUtil.release(frame);
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
			FreshStreamsTests.this.seen.add(nameOf(failure));
		}

		@Override
		public void userEventTriggered(ChannelHandlerContext context, Object event) {
			if (nameOf(event).endsWith("Frame")) {
				FreshStreamsTests.this.seen.add(nameOf(event));
			}
		}

		private static String nameOf(Object frame) {
			return frame.getClass().getSimpleName().replace("Default", "");
		}

	}

}
