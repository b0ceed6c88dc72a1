package io.cohort.worker.data.example.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureDecoderTest {
    private static final int RED = 0xff0000;
    private static final int BLUE = 0x0000ff;

    private final PictureDecoder decoder = new PictureDecoder(1_000_000);

    @AfterEach
    void close() {
        decoder.close();
    }

    private static int pixel(Picture picture, int x, int y, int channel) {
        return picture.values()[(y * picture.width() + x) * picture.channels() + channel] & 0xff;
    }

    private static void assertColour(Picture picture, int x, int y, int red, int green, int blue) {
        assertThat(pixel(picture, x, y, 0)).isCloseTo(red, org.assertj.core.data.Offset.offset(4));
        assertThat(pixel(picture, x, y, 1)).isCloseTo(green, org.assertj.core.data.Offset.offset(4));
        assertThat(pixel(picture, x, y, 2)).isCloseTo(blue, org.assertj.core.data.Offset.offset(4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png"})
    void givesRedGreenBlueInThisOrder(String format) throws PictureException {
        Picture picture = decoder.decode(Pictures.encoded(Pictures.halves(32, 16, RED, BLUE), format));

        assertThat(picture.width()).isEqualTo(32);
        assertThat(picture.height()).isEqualTo(16);
        assertColour(picture, 2, 3, 255, 0, 0);
        assertColour(picture, 30, 12, 0, 0, 255);
    }

    @ParameterizedTest
    @CsvSource({"jpeg, 0", "jpeg, 100", "png, 100", "png, 255"})
    void greyStaysAsItIsStored(String format, int value) throws PictureException {
        Picture picture = decoder.decode(Pictures.encoded(Pictures.grey(9, 7, value), format));

        assertThat(picture.channels()).isEqualTo(1);
        assertThat(picture.values()).hasSize(63).containsOnly((byte) value);
    }

    @Test
    void printColoursBecomeScreenColours() throws PictureException, IOException {
        Picture white = decoder.decode(Pictures.cmyk(16, 16, 0, 0, 0, 0));
        Picture black = decoder.decode(Pictures.cmyk(16, 16, 0, 0, 0, 255));
        Picture cyan = decoder.decode(Pictures.cmyk(16, 16, 255, 0, 0, 0));

        assertThat(white.channels()).isEqualTo(3);
        assertThat(pixel(white, 8, 8, 0)).isGreaterThan(240);
        assertThat(pixel(white, 8, 8, 2)).isGreaterThan(240);
        assertThat(pixel(black, 8, 8, 0)).isLessThan(60);
        assertThat(pixel(cyan, 8, 8, 0)).isLessThan(60);
        assertThat(pixel(cyan, 8, 8, 2)).isGreaterThan(180);
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_BYTE_INDEXED, BufferedImage.TYPE_4BYTE_ABGR, BufferedImage.TYPE_INT_ARGB})
    void readsPngOfEveryKind(int type) throws PictureException {
        BufferedImage image = new BufferedImage(8, 8, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(java.awt.Color.RED);
        graphics.fillRect(0, 0, 8, 8);
        graphics.dispose();

        assertColour(decoder.decode(Pictures.encoded(image, "png")), 3, 3, 255, 0, 0);
    }

    @Test
    void readsPngOfSixteenBitsAndOfOne() throws PictureException {
        BufferedImage deep = new BufferedImage(4, 4, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSample(1, 2, 0, 0x8080);
        BufferedImage flat = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_BINARY);
        flat.getRaster().setSample(1, 2, 0, 1);

        Picture picture = decoder.decode(Pictures.encoded(deep, "png"));
        assertThat(pixel(picture, 1, 2, 0)).isEqualTo(0x80);
        assertThat(pixel(picture, 2, 1, 0)).isZero();
        assertThat(pixel(decoder.decode(Pictures.encoded(flat, "png")), 1, 2, 0))
                .isEqualTo(255);
    }

    /** Upright is: red left of blue. As EXIF defines it, value 6 for instance is to be turned clockwise by 90 degrees. */
    @ParameterizedTest
    @CsvSource({
        "1, 32, 16, 2, 8, 30, 8", "2, 32, 16, 30, 8, 2, 8", "3, 32, 16, 30, 8, 2, 8", "4, 32, 16, 2, 8, 30, 8",
        "5, 16, 32, 8, 2, 8, 30", "6, 16, 32, 8, 2, 8, 30", "7, 16, 32, 8, 30, 8, 2", "8, 16, 32, 8, 30, 8, 2"
    })
    void turnsPicturesUpright(int orientation, int width, int height, int redX, int redY, int blueX, int blueY)
            throws PictureException {
        byte[] jpeg = Pictures.encoded(Pictures.halves(32, 16, RED, BLUE), "jpeg");

        for (boolean littleEndian : new boolean[] {true, false}) {
            Picture picture = decoder.decode(Pictures.oriented(jpeg, orientation, littleEndian));

            assertThat(picture.width()).isEqualTo(width);
            assertThat(picture.height()).isEqualTo(height);
            assertColour(picture, redX, redY, 255, 0, 0);
            assertColour(picture, blueX, blueY, 0, 0, 255);
        }
    }

    /** The first row and column of what is stored, after EXIF 2.3, table 6. */
    @Test
    void tellsTheEightOrientationsApart() {
        Picture stored = new Picture(new byte[] {1, 2, 3, 4, 5, 6}, 2, 3, 1);

        assertThat(Orientation.upright(stored, 2).values()).containsExactly(3, 2, 1, 6, 5, 4);
        assertThat(Orientation.upright(stored, 3).values()).containsExactly(6, 5, 4, 3, 2, 1);
        assertThat(Orientation.upright(stored, 4).values()).containsExactly(4, 5, 6, 1, 2, 3);
        assertThat(Orientation.upright(stored, 5).values()).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(Orientation.upright(stored, 6).values()).containsExactly(4, 1, 5, 2, 6, 3);
        assertThat(Orientation.upright(stored, 7).values()).containsExactly(6, 3, 5, 2, 4, 1);
        assertThat(Orientation.upright(stored, 8).values()).containsExactly(3, 6, 2, 5, 1, 4);
    }

    @Test
    void onePixelIsAnImage() throws PictureException {
        Picture picture = decoder.decode(Pictures.encoded(Pictures.halves(1, 1, RED, RED), "jpeg"));

        assertThat(picture.values()).hasSize(3);
        assertColour(picture, 0, 0, 255, 0, 0);
    }

    @Test
    void refusesAClaimOfTooManyPixelsByTheHeader() {
        byte[] jpeg = Pictures.claiming(Pictures.encoded(Pictures.halves(32, 16, RED, BLUE), "jpeg"), 60_000, 60_000);
        byte[] png = Pictures.encoded(Pictures.halves(32, 16, RED, BLUE), "png");
        png[18] = (byte) 0xEA;
        png[19] = 0x60;
        png[22] = (byte) 0xEA;
        png[23] = 0x60;

        for (byte[] data : new byte[][] {jpeg, png}) {
            assertThatThrownBy(() -> decoder.decode(data))
                    .isInstanceOf(PictureException.class)
                    .hasMessage("claims 60000 x 60000 pixels, more than image.max-pixels = 1000000 allows;"
                            + " nothing was decoded");
        }
    }

    @Test
    void namesWhatIsNoImage() {
        assertThatThrownBy(() -> decoder.decode("Hello world".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(PictureException.class)
                .hasMessage("is neither JPEG nor PNG: it begins with 'Hello wo', whatever its name says");
        assertThatThrownBy(() -> decoder.decode(new byte[0]))
                .isInstanceOf(PictureException.class)
                .hasMessage("is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png"})
    void noticesEveryImageThatIsCutShort(String format) {
        byte[] whole = Pictures.encoded(Pictures.noise(64, 48, 4), format);

        for (int length = 1; length < whole.length - 40; length += 37) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> decoder.decode(cut))
                    .as("%d of %d", cut.length, whole.length)
                    .isInstanceOf(PictureException.class);
        }
    }

    @Test
    void noDamageEscapesAsAnotherException() {
        SplittableRandom random = new SplittableRandom(8);
        byte[][] images = {
            Pictures.encoded(Pictures.halves(40, 30, RED, BLUE), "jpeg"),
            Pictures.encoded(Pictures.halves(40, 30, RED, BLUE), "png")
        };
        for (int i = 0; i < 600; i++) {
            byte[] damaged = images[i % 2].clone();
            for (int k = 0; k < 3; k++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                Picture picture = decoder.decode(damaged);
                assertThat((long) picture.width() * picture.height()).isLessThanOrEqualTo(1_000_000);
            } catch (PictureException e) {
                assertThat(e).hasMessageMatching("(?s)(is |claims |cannot ).+");
            }
        }
    }

    @Test
    void goesOnAfterADamagedImage() throws PictureException {
        byte[] good = Pictures.encoded(Pictures.halves(32, 16, RED, BLUE), "jpeg");
        assertThatThrownBy(() -> decoder.decode(Arrays.copyOf(good, good.length / 2)))
                .isInstanceOf(PictureException.class);

        assertColour(decoder.decode(good), 2, 3, 255, 0, 0);
    }
}
