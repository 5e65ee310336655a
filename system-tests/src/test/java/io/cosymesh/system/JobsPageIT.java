package io.cosymesh.system;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Jobs as people send and follow them on their page.
 */
@Order(3)
@ExtendWith({ StackExtension.class, VisitExtension.class })
class JobsPageIT {

	@Test
	void batchIsFollowedHeardAndFetched(Visit visit) {
		visit.see("nav-jobs").click();
		assertThat(visit.see("job-submit")).isDisabled();
		visit.see("job-batch").check();
		visit.see("job-text").fill("Good morning. This is the first job.\n\nAnd this is the second.");
		assertThat(visit.see("job-count")).containsText("2 / 100");
		visit.chooseBuiltIn("job-voice", "英文女");
		visit.see("job-submit").click();
		Locator first = job(visit, "This is the first job.");
		awaitState(first, "succeeded");
		assertThat(first).containsText("2 / 2 句");
		awaitState(job(visit, "And this is the second."), "succeeded");
		first.getByTestId("job-play").click();
		assertThat(visit.see("job-heard")).hasAttribute("data-seconds", Pattern.compile("[1-9]\\.\\d+"));
		Screenshots.page(visit.page(), "jobs");
		Download download = visit.page().waitForDownload(() -> first.getByTestId("job-download").click());
		assertThat(download.suggestedFilename()).endsWith(".mp3");
		first.getByTestId("job-delete").click();
		assertThat(first).hasCount(0);
	}

	@Test
	void runningJobIsHeardCancelledAndRetried(Visit visit) {
		Locator job = heardJob(visit, "This sentence is one of very many and goes on for quite a while. ");
		cancelAndRetry(job);
		giveUp(job, visit);
	}

	@Test
	void retriedJobIsHeardBeyondWhatWasHeardBefore(Visit visit) {
		Locator job = heardJob(visit, "This sentence is heard before a retry and after it. ");
		job.getByTestId("job-play").click();
		assertThat(job.getByTestId("job-play")).hasText("收听已合成部分");
		cancelAndRetry(job);
		Request asked = visit.page()
			.waitForRequest("**/api/v1/jobs/*/audio?*", () -> job.getByTestId("job-play").click());
		assertThat(asked.url()).contains("follow=true");
		giveUp(job, visit);
	}

	@Test
	void textTooLongForAJobIsSaidAndNotCut(Visit visit) {
		visit.see("nav-jobs").click();
		visit.chooseBuiltIn("job-voice", "中文女");
		String text = "好".repeat(30_000) + "\n" + "好".repeat(30_000);
		open(visit, text);
		assertThat(visit.see("job-text")).hasValue(text);
		assertThat(visit.see("job-text")).hasAttribute("aria-invalid", "true");
		assertThat(visit.see("job-missing")).hasText("每个任务最多 50,000 字，请分成几段。");
		assertThat(visit.see("job-submit")).isDisabled();
		// Each line is a job then, and none of them is too long.
		visit.see("job-batch").check();
		assertThat(visit.see("job-text")).hasAttribute("aria-invalid", "false");
		assertThat(visit.see("job-submit")).isEnabled();
		open(visit, "好\n" + "好".repeat(50_001));
		assertThat(visit.see("job-missing")).hasText("每个任务最多 50,000 字，请分成几段。");
		assertThat(visit.see("job-submit")).isDisabled();
	}

	@Test
	void fileTooLargeToBeATextIsRefusedUnread(Visit visit) {
		visit.see("nav-jobs").click();
		visit.see("job-text").fill("你好");
		open(visit, "a".repeat(1024 * 1024 + 1));
		assertThat(visit.see("error-job-text")).hasText("文件超过 1 MB，请选择较小的文本文件。");
		assertThat(visit.see("job-text")).hasValue("你好");
		open(visit, "再见");
		assertThat(visit.see("error-job-text")).hasCount(0);
		assertThat(visit.see("job-text")).hasValue("再见");
	}

	@Test
	void textTooLongForTheStudioBecomesAJob(Visit visit) {
		String text = "好".repeat(5001);
		visit.chooseMode("voice");
		visit.chooseBuiltIn("stored-voice", "中文女");
		visit.see("text").fill(text);
		assertThat(visit.see("generate")).isDisabled();
		visit.see("as-job").click();
		assertThat(visit.see("job-text")).hasValue(text);
		assertThat(visit.see("job-submit")).isEnabled();
	}

	@Test
	void textTooLongForAJobIsPastedWholeAndSaidToBe(Visit visit) {
		String text = "好".repeat(50_001);
		visit.chooseMode("voice");
		visit.chooseBuiltIn("stored-voice", "中文女");
		visit.see("text").focus();
		visit.page().keyboard().insertText(text);
		visit.see("as-job").click();
		assertThat(visit.see("job-text")).hasValue(text);
		assertThat(visit.see("job-missing")).hasText("每个任务最多 50,000 字，请分成几段。");
		assertThat(visit.see("job-submit")).isDisabled();
	}

	private static void cancelAndRetry(Locator job) {
		job.getByTestId("job-cancel").click();
		awaitState(job, "cancelled");
		job.getByTestId("job-retry").click();
		assertThat(job).hasAttribute("data-state", Pattern.compile("queued|running"));
	}

	private static void giveUp(Locator job, Visit visit) {
		job.getByTestId("job-cancel").click();
		awaitState(job, "cancelled");
		job.getByTestId("job-delete").click();
		assertThat(job).hasCount(0);
		visit.forgiveRefusals();
	}

	/** Sends a job of very many sentences and plays the first of them. */
	private static Locator heardJob(Visit visit, String sentence) {
		visit.see("nav-jobs").click();
		visit.see("job-text").fill(sentence.repeat(150));
		visit.chooseBuiltIn("job-voice", "英文女");
		visit.see("job-submit").click();
		Locator job = job(visit, sentence);
		assertThat(job).hasAttribute("data-done", Pattern.compile("[1-9]\\d*"), patiently());
		job.getByTestId("job-play").click();
		assertThat(visit.see("job-heard")).hasAttribute("data-seconds", Pattern.compile("[1-9]\\d*\\.\\d+"));
		assertThat(job.getByTestId("job-play")).hasText("暂停");
		return job;
	}

	private static void open(Visit visit, String text) {
		visit.see("job-file")
			.setInputFiles(new FilePayload("text.txt", "text/plain", text.getBytes(StandardCharsets.UTF_8)));
	}

	private static Locator job(Visit visit, String text) {
		return visit.see("job").filter(new Locator.FilterOptions().setHasText(text)).first();
	}

	private static void awaitState(Locator job, String state) {
		assertThat(job).hasAttribute("data-state", Pattern.compile(state), patiently());
	}

	private static LocatorAssertions.HasAttributeOptions patiently() {
		return new LocatorAssertions.HasAttributeOptions().setTimeout(60_000);
	}

}
