package io.cosymesh.mesh.connection;

import java.time.Duration;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.util.ReferenceCountUtil;

/**
 * Reads the frame headers of an HTTP/2 connection on their way to the codec, for what the
 * codec lets pass: headers that trickle, and floods of frames that carry nothing.
 */
final class Http2Frames extends ChannelInboundHandlerAdapter {

	private static final int END_STREAM = 0x1;

	private static final int END_HEADERS = 0x4;

	private final Deadline deadline;

	private final FrameBudget budget;

	private final ConnectionCuts cuts;

	private ChannelHandlerContext context;

	// What is left of the preface or of the payload of the frame at hand.
	private int rest = Http2CodecUtil.connectionPrefaceBuf().readableBytes();

	private final byte[] header = new byte[Http2CodecUtil.FRAME_HEADER_LENGTH];

	private int headerBytes;

	private boolean inHeaders;

	private boolean inData;

	private boolean requested;

	private boolean progress;

	private boolean cut;

	@SuppressWarnings("NullAway.Init")
	Http2Frames(Duration headerTimeout, FrameBudget budget, ConnectionCuts cuts) {
		this.deadline = new Deadline(headerTimeout, this::late);
		this.budget = budget;
		this.cuts = cuts;
	}

	@Override
	public void handlerAdded(ChannelHandlerContext context) {
		this.context = context;
		this.deadline.start(context);
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		this.deadline.stop();
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (message instanceof ByteBuf bytes) {
			follow(bytes);
		}
		if (this.cut) {
			ReferenceCountUtil.release(message);
			return;
		}
		if (isWaiting()) {
			this.deadline.start(context);
		}
		else {
			this.deadline.stop();
		}
		context.fireChannelRead(message);
	}

	private void follow(ByteBuf bytes) {
		int index = bytes.readerIndex();
		while (index < bytes.writerIndex() && !this.cut) {
			if (this.rest > 0) {
				int step = Math.min(this.rest, bytes.writerIndex() - index);
				this.rest -= step;
				index += step;
			}
			else {
				this.header[this.headerBytes++] = bytes.getByte(index++);
				if (this.headerBytes == this.header.length) {
					this.headerBytes = 0;
					begin();
				}
			}
			if (this.rest == 0 && this.headerBytes == 0) {
				this.inData = false;
				this.progress |= !this.inHeaders;
			}
		}
	}

	private void begin() {
		int type = this.header[3] & 0xff;
		int flags = this.header[4];
		this.rest = (this.header[0] & 0xff) << 16 | (this.header[1] & 0xff) << 8 | (this.header[2] & 0xff);
		this.inData = type == Http2FrameTypes.DATA;
		if (type == Http2FrameTypes.HEADERS || type == Http2FrameTypes.CONTINUATION) {
			this.inHeaders = (flags & END_HEADERS) == 0;
			this.requested |= !this.inHeaders;
		}
		if (carriesNothing(type, flags) && !this.budget.take(this.context.executor().ticker().nanoTime())) {
			cut("too-many-control-frames");
		}
	}

	private boolean carriesNothing(int type, int flags) {
		return switch (type) {
			case Http2FrameTypes.DATA -> this.rest == 0 && (flags & END_STREAM) == 0;
			// A reset has a budget of its own in the codec, and a reader who keeps up
			// updates windows as often as it likes.
			case Http2FrameTypes.HEADERS, Http2FrameTypes.RST_STREAM, Http2FrameTypes.WINDOW_UPDATE -> false;
			default -> true;
		};
	}

	private boolean isWaiting() {
		boolean inFrame = this.headerBytes > 0 || (this.rest > 0 && !this.inData);
		return !this.requested || this.inHeaders || inFrame;
	}

	private void late() {
		this.deadline.stop();
		if (this.requested && this.progress) {
			// It is within another frame than when the time began.
			this.progress = false;
			this.deadline.start(this.context);
			return;
		}
		cut("headers-too-slow");
	}

	private void cut(String reason) {
		this.cut = true;
		this.cuts.say(this.context.channel(), reason);
		this.context.fireExceptionCaught(Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, reason));
		ConnectionCuts.closeSoon(this.context.channel());
	}

}
