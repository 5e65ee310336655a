package io.cosymesh.backend.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

class SharedQuestionTests {

	private final AtomicInteger calls = new AtomicInteger();

	private Sinks.One<String> answer = Sinks.one();

	private final SharedQuestion<String> question = new SharedQuestion<>(Mono.defer(() -> {
		this.calls.incrementAndGet();
		return this.answer.asMono();
	}));

	private final List<String> heard = new ArrayList<>();

	@Test
	void whoAsksMeanwhileHearsTheSameAnswer() {
		ask();
		ask();
		this.answer.tryEmitValue("one");
		assertThat(this.heard).containsExactly("one", "one");
		assertThat(this.calls).hasValue(1);
	}

	@Test
	void whoAsksLaterIsAnsweredAnew() {
		ask();
		this.answer.tryEmitValue("one");
		this.answer = Sinks.one();
		ask();
		this.answer.tryEmitValue("two");
		assertThat(this.heard).containsExactly("one", "two");
	}

	@Test
	void whoLeavesTakesTheAnswerFromNobody() {
		Disposable first = ask();
		ask();
		first.dispose();
		this.answer.tryEmitValue("one");
		assertThat(this.heard).containsExactly("one");
		assertThat(this.calls).hasValue(1);
	}

	@Test
	void failureOfAnothersCallIsNotOnesOwn() {
		Sinks.One<String> first = this.answer;
		ask();
		ask();
		this.answer = Sinks.one();
		first.tryEmitError(new IllegalStateException("late"));
		assertThat(this.heard).containsExactly("late");
		this.answer.tryEmitValue("two");
		assertThat(this.heard).containsExactly("late", "two");
		assertThat(this.calls).hasValue(2);
	}

	private Disposable ask() {
		return this.question.ask().subscribe(this.heard::add, (error) -> this.heard.add(error.getMessage()));
	}

}
