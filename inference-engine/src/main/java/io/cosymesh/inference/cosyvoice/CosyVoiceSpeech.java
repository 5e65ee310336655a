package io.cosymesh.inference.cosyvoice;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import io.cosymesh.contracts.inference.SentenceMark;
import io.cosymesh.inference.cosyvoice.Places.Place;
import io.cosymesh.inference.engine.EngineFailureException;
import io.cosymesh.inference.engine.Speech;
import io.cosymesh.inference.engine.SpeechException;
import org.jspecify.annotations.Nullable;

/**
 * Speech of a runtime, one request per utterance. What fails before anybody heard of it
 * is tried again with another seed; what fails later ends the speech.
 */
final class CosyVoiceSpeech implements Speech {

	private final Studio studio;

	private final Program program;

	private final Deque<Program.Item> items;

	private final long seed;

	private final SentenceMarks marks = new SentenceMarks();

	private final Silence silence = new Silence();

	private final AtomicReference<@Nullable Place> place = new AtomicReference<>();

	private volatile @Nullable Take take;

	private volatile boolean closed;

	private @Nullable Utterance utterance;

	private Patience patience;

	private int attempt;

	CosyVoiceSpeech(Studio studio, Program program, long seed) {
		this.studio = studio;
		this.program = program;
		this.items = new ArrayDeque<>(program.items());
		this.seed = seed;
		this.patience = studio.patience();
	}

	@Override
	public String language() {
		return this.program.language().tag();
	}

	@Override
	public int sentences() {
		return this.program.sentences();
	}

	@Override
	public Optional<byte[]> next() throws SpeechException {
		while (true) {
			checkOpen();
			Optional<byte[]> piece = this.silence.next();
			if (piece.isEmpty()) {
				piece = said();
			}
			if (piece.isPresent()) {
				this.marks.heard(piece.get().length);
				return piece;
			}
			Program.Item item = this.items.poll();
			if (item == null) {
				return Optional.empty();
			}
			switch (item) {
				case Program.Item.Rest rest -> this.silence.begin(rest.length());
				case Program.Item.Saying saying -> begin(saying);
			}
		}
	}

	@Override
	public List<SentenceMark> takeMarks() {
		return this.marks.take();
	}

	@Override
	public void close() {
		this.closed = true;
		Take current = this.take;
		if (current != null) {
			current.cancel();
		}
		leavePlace();
	}

	private void begin(Program.Item.Saying next) throws SpeechException {
		Place asked = this.studio.places().ask();
		this.place.set(asked);
		if (this.closed) {
			leavePlace();
		}
		asked.await(this.studio.queueing());
		this.utterance = next.utterance();
		this.marks.begin(next.words());
		this.attempt = 0;
		this.patience = this.studio.patience();
		request(next.utterance());
	}

	private void request(Utterance next) throws EngineFailureException {
		this.take = this.studio.take(next, this.seed + this.attempt);
		checkOpen();
	}

	/**
	 * Returns the next piece of the utterance at work, one of no length at its end, or
	 * nothing if there is none: its mark is told before the next utterance is waited for.
	 */
	private Optional<byte[]> said() throws EngineFailureException {
		Take current = this.take;
		while (current != null) {
			try {
				Optional<byte[]> piece = current.next(this.patience);
				if (piece.isEmpty()) {
					this.take = null;
					leavePlace();
					this.studio.condition().works();
					this.marks.end();
					return Optional.of(new byte[0]);
				}
				return piece;
			}
			catch (RuntimeFailureException ex) {
				current.cancel();
				current = again(current, ex);
			}
		}
		return Optional.empty();
	}

	private @Nullable Take again(Take failed, RuntimeFailureException failure) throws EngineFailureException {
		checkOpen();
		boolean more = ++this.attempt < this.studio.attempts();
		Utterance current = this.utterance;
		if (current == null || failed.isPassedOn() || !more || !failure.kind().isWorthAnotherTry()) {
			close();
			this.studio.condition().failed(failure);
			throw new EngineFailureException(String.valueOf(failure.getMessage()), failure);
		}
		request(current);
		return this.take;
	}

	private void checkOpen() throws EngineFailureException {
		if (this.closed) {
			close();
			throw new EngineFailureException("The speech was given up before its end", null);
		}
	}

	private void leavePlace() {
		Place left = this.place.getAndSet(null);
		if (left != null) {
			left.leave();
		}
	}

}
