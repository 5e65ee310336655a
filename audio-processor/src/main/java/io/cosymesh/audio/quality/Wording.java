package io.cosymesh.audio.quality;

import java.util.Locale;

import io.cosymesh.contracts.audio.PromptDetails.Guidance;
import io.cosymesh.contracts.audio.PromptReport.Advice;

/**
 * Puts advice into words: what was measured, then what to do.
 */
final class Wording {

	private Wording() {
	}

	static Guidance of(Advice advice, Findings findings) {
		Levels levels = findings.levels();
		return switch (advice) {
			case CLIPPING -> say(advice, 100 * levels.clippedShare(),
					"%s %% of the recording is clipped; move back from the microphone or lower its gain",
					"录音有 %s%% 削波；请离麦克风远一些，或调低增益");
			case NOISY -> say(advice, levels.noiseRatioDb(),
					"The background is only %s dB quieter than the speech; record in a quieter room, close to the microphone",
					"背景噪声只比语音低 %s 分贝；请在安静的房间靠近麦克风重录");
			case SEVERAL_SPEAKERS -> new Guidance(advice,
					"More than one person seems to speak; keep the voice of one, or ignore this if there is only one",
					"似乎不止一人在说话；请只保留一个人的声音，若确实只有一人可忽略");
			case SHORT -> say(advice, levels.speechSeconds(),
					"There is only %s s of speech; a whole sentence of 5 to 10 s sounds more like the speaker",
					"语音只有 %s 秒；5 到 10 秒、完整的一句话会更像本人");
			case NARROW_BAND -> say(advice, findings.bandwidthHz(),
					"There is nothing above %s Hz, as on the telephone; record with another microphone or without a call",
					"%s 赫兹以上没有声音，像电话录音；请换麦克风，或不要通过通话录制");
			case QUIET -> say(advice, levels.loudnessDb(),
					"The speech is very quiet (%s dBFS); speak up or raise the gain of the microphone",
					"语音音量很低（%s dBFS）；请大声一些，或调高麦克风增益");
			case LITTLE_SPEECH -> say(advice, 100 * findings.speechShare(),
					"Only %s %% of the recording is speech; cut the pauses out", "录音中只有 %s%% 是语音；请剪掉停顿");
			case LONG -> say(advice, findings.seconds(),
					"The recording lasts %s s; one sentence of 5 to 10 s is enough", "录音长 %s 秒；5 到 10 秒的一句话就够了");
		};
	}

	private static Guidance say(Advice advice, double number, String english, String chinese) {
		String digits = String.format(Locale.ROOT, (Math.abs(number) < 10) ? "%.1f" : "%.0f", number);
		return new Guidance(advice, english.formatted(digits), chinese.formatted(digits));
	}

}
