import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** A picture with its 256 most frequent colours, which is a third of the size: {@code java Palette.java FROM TO}. */
final class Palette {

    private static final int MOST = 256;

    public static void main(String[] arguments) throws IOException {
        BufferedImage picture = ImageIO.read(Path.of(arguments[0]).toFile());
        int width = picture.getWidth();
        int[] pixels = picture.getRGB(0, 0, width, picture.getHeight(), null, 0, width);
        Map<Integer, Integer> counts = new HashMap<>();
        Arrays.stream(pixels).forEach(pixel -> counts.merge(pixel & 0xffffff, 1, Integer::sum));
        List<Integer> colours = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList();
        Map<Integer, Integer> nearest = new HashMap<>();
        BufferedImage small =
                new BufferedImage(width, picture.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model(colours));
        for (int i = 0; i < pixels.length; i++) {
            int index = nearest.computeIfAbsent(pixels[i] & 0xffffff, colour -> nearest(colours, colour));
            small.getRaster().setSample(i % width, i / width, 0, index);
        }
        ImageIO.write(small, "png", Path.of(arguments[1]).toFile());
    }

    private static IndexColorModel model(List<Integer> colours) {
        int[] map = colours.stream().mapToInt(Integer::intValue).toArray();
        return new IndexColorModel(8, map.length, map, 0, false, -1, java.awt.image.DataBuffer.TYPE_BYTE);
    }

    private static int nearest(List<Integer> colours, int wanted) {
        int best = 0;
        for (int i = 1; i < colours.size(); i++) {
            best = distance(colours.get(i), wanted) < distance(colours.get(best), wanted) ? i : best;
        }
        return best;
    }

    private static int distance(int a, int b) {
        int sum = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int difference = (a >> shift & 0xff) - (b >> shift & 0xff);
            sum += difference * difference;
        }
        return sum;
    }
}
