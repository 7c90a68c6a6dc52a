// iText 5 drawing the same bill straight to PdfContentByte: what a fast compiled peer does without a template engine.
// java -cp /usr/share/java/itext5.jar:/usr/share/java/itext5-pdfa.jar:/usr/share/java/json.jar:. ItextBill bills.ndjson out.pdf FONTS N ROUNDS [each] [archive]
// Each line needs "qr": the runs made by with_qr.py. The records are parsed before the first round, so a round is drawing alone.
import com.itextpdf.text.*;
import com.itextpdf.text.pdf.*;
import java.io.*;
import java.nio.file.*;
import java.util.ArrayList;
import java.util.List;
import org.json.*;

public class ItextBill {
  static BaseFont R, B, M;
  static String fonts;
  static boolean archive;  // PDF/A-2u
  static PdfContentByte c;
  static final float H = 792;

  static String usd(String s) {
    boolean neg = s.startsWith("-"); String[] p = (neg ? s.substring(1) : s).split("\\.");
    return (neg ? "-$" : "$") + String.format("%,d", Integer.parseInt(p[0])) + "." + p[1];
  }
  static String us(String d) { return d.substring(5, 7) + "/" + d.substring(8, 10) + "/" + d.substring(0, 4); }
  static void t(float x, float y, String s, float size, BaseFont f, boolean right) {
    c.beginText(); c.setFontAndSize(f, size); c.setTextMatrix(right ? x - f.getWidthPoint(s, size) : x, H - y); c.showText(s); c.endText();
  }
  static void fill(int rgb) { c.setRGBColorFill(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255); }
  static void box(float x, float y, float w, float h) { c.rectangle(x, y, w, h); c.fill(); }
  static void line(float x1, float y, float x2) { c.moveTo(x1, H - y); c.lineTo(x2, H - y); c.stroke(); }

  static void draw(JSONObject b) throws Exception {
    JSONObject a = b.getJSONObject("account"), k = b.getJSONObject("bill"); JSONArray mail = a.getJSONArray("mailing");
    fill(0x0f4d80); box(36, H - 72, 540, 36); fill(0xffffff); t(46, 59, "Town Utility Billing", 16, B, false); t(566, 59, "UTILITY BILL", 12, B, true); fill(0);
    for (int i = 0; i < 3; i++) t(64, 150 + 12 * i, mail.getString(i), 10, R, false);
    String[][] rows = {{"Account number", a.getString("number")}, {"Service address", a.getString("service_address")}, {"Bill date", us(k.getString("date"))},
      {"Service period", us(k.getString("period_start")) + " - " + us(k.getString("period_end"))}, {"Due date", us(k.getString("due_date"))}, {"Bill number", k.getString("number")}};
    for (int i = 0; i < 6; i++) { t(330, 96 + 14 * i, rows[i][0], 9, B, false); t(566, 96 + 14 * i, rows[i][1], 9, R, true); }
    float y = 210; c.setLineWidth(.3f);
    String[][] sum = {{"Previous balance", "previous_balance"}, {"Payments received", "payments"}, {"Late fee", "late_fee"}, {"Current charges", "current_charges"}, {"Total due", "total_due"}};
    for (String[] s : sum) { BaseFont f = s[1].equals("total_due") ? B : R; t(36, y, s[0], 9, f, false); t(280, y, usd(k.getString(s[1])), 9, f, true); line(36, y + 3, 280); y += 15; }
    if (k.getBoolean("past_due")) { fill(0xbf1a1a); box(330, H - 232, 246, 22); fill(0xffffff); t(340, 225, "PAST DUE: pay now to avoid shut-off", 10, B, false); fill(0); }
    float[] mx = {36, 150, 220, 280, 320}; String[] mh = {"Meter", "Previous", "Present", "Usage", "Read"}; y = 300;
    for (int i = 0; i < 5; i++) t(mx[i], y, mh[i], 8, B, i > 0);
    for (int j = 0; j < b.getJSONArray("meters").length(); j++) { JSONObject m = b.getJSONArray("meters").getJSONObject(j); y += 12;
      String[] v = {m.getString("id"), String.format("%,d", m.getInt("previous")), String.format("%,d", m.getInt("present")), m.getInt("usage") + " " + m.getString("unit"), m.getString("read").equals("A") ? "Actual" : "Estimated"};
      for (int i = 0; i < 5; i++) t(mx[i], y, v[i], 8, R, i > 0); }
    float[] cx = {36, 140, 400, 480, 576}; String[] ch = {"Service", "Description", "Quantity", "Rate", "Amount"}; y = 340;
    for (int i = 0; i < 5; i++) t(cx[i], y, ch[i], 9, B, i > 1); line(36, y + 3, 576);
    for (int j = 0; j < b.getJSONArray("charges").length(); j++) { JSONObject g = b.getJSONArray("charges").getJSONObject(j); y += 13; String[] v = {g.getString("service"), g.getString("description"), g.getString("quantity"), g.getString("rate"), usd(g.getString("amount"))};
      for (int i = 0; i < 5; i++) if (!v[i].isEmpty()) t(cx[i], y, v[i], 9, R, i > 1); line(36, y + 3, 576); }
    JSONArray hs = b.getJSONArray("history"); int top = 1; for (int i = 0; i < hs.length(); i++) top = Math.max(top, hs.getJSONObject(i).getInt("usage"));
    t(330, 246, "Usage, kgal", 8, B, false);
    for (int i = 0; i < hs.length(); i++) { JSONObject h = hs.getJSONObject(i); fill(0x3380bf); box(330 + 18 * i, H - 320, 12, 60f * h.getInt("usage") / top); fill(0); t(330 + 18 * i, 329, h.getString("month"), 6, R, false); }
    StringBuilder l = new StringBuilder(); y = 520;
    for (String w : b.getString("message").split(" ")) { String n = l.length() == 0 ? w : l + " " + w; if (R.getWidthPoint(n, 9) > 540) { t(36, y, l.toString(), 9, R, false); y += 12; l = new StringBuilder(w); } else l = new StringBuilder(n); }
    t(36, y, l.toString(), 9, R, false);
    c.setLineDash(3, 3, 0); line(36, 580, 576); c.setLineDash(0); t(180, 576, "PLEASE DETACH AND RETURN THIS PORTION WITH YOUR PAYMENT", 7, R, false);
    t(36, 610, "Account number", 9, B, false); t(280, 610, a.getString("number"), 9, R, true); t(36, 626, "Due date", 9, B, false); t(280, 626, us(k.getString("due_date")), 9, R, true);
    t(36, 642, "Total due", 11, B, false); t(280, 642, usd(k.getString("total_due")), 11, B, true); c.rectangle(180, H - 672, 100, 20); c.stroke(); t(36, 666, "Amount enclosed", 9, B, false);
    for (int i = 0; i < 3; i++) t(36, 700 + 12 * i, mail.getString(i), 10, R, false);
    JSONArray qr = b.getJSONArray("qr"); float u = 72f / b.getInt("qr_side");
    for (int i = 0; i < qr.length(); i++) { JSONArray q = qr.getJSONArray(i); c.rectangle(500 + q.getInt(0) * u, H - 600 - (q.getInt(1) + 1) * u, q.getInt(2) * u, u); } c.fill();
    t(566, 760, b.getString("ocr_line"), 10, M, true);
  }
  static BaseFont font(String n) throws Exception { return BaseFont.createFont(fonts + "/Liberation" + n + ".ttf", BaseFont.IDENTITY_H, true); }
  static final byte[] SRGB = java.awt.color.ICC_Profile.getInstance(java.awt.color.ColorSpace.CS_sRGB).getData();
  static void pdf(List<JSONObject> bs, String out) throws Exception {
    R = font("Sans-Regular"); B = font("Sans-Bold"); M = font("Mono-Regular");
    Document d = new Document(new Rectangle(612, H)); OutputStream o = new BufferedOutputStream(new FileOutputStream(out));
    PdfWriter w = archive ? PdfAWriter.getInstance(d, o, PdfAConformanceLevel.PDF_A_2U) : PdfWriter.getInstance(d, o);
    if (archive) { d.addTitle("Utility bills"); w.createXmpMetadata(); }
    d.open(); if (archive) w.setOutputIntents("", "", "http://www.color.org", "sRGB IEC61966-2.1", ICC_Profile.getInstance(SRGB));
    for (JSONObject b : bs) { d.newPage(); c = w.getDirectContent(); draw(b); } d.close();
  }
  public static void main(String[] x) throws Exception {
    List<String> more = List.of(x).subList(5, x.length); archive = more.contains("archive");
    fonts = x[2]; int n = Integer.parseInt(x[3]), rounds = Integer.parseInt(x[4]); List<JSONObject> bs = new ArrayList<>();
    var system = (com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory.getOperatingSystemMXBean();
    try (BufferedReader r = Files.newBufferedReader(Path.of(x[0]))) { for (String s; bs.size() < n && (s = r.readLine()) != null;) bs.add(new JSONObject(s)); }
    for (int round = 0; round < rounds; round++) { long t0 = System.nanoTime(), c0 = system.getProcessCpuTime();
      if (more.contains("each")) { new File(x[1]).mkdirs(); for (JSONObject b : bs) pdf(List.of(b), x[1] + "/" + b.getJSONObject("bill").getString("number") + ".pdf"); } else pdf(bs, x[1]);
      System.out.printf("itext round %d: %d bills, %.3f s CPU, %.3f s wall%n", round, n, (system.getProcessCpuTime() - c0) / 1e9, (System.nanoTime() - t0) / 1e9); }
  }
}
