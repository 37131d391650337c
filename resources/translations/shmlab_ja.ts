<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>shmlab::ui::BarChart</name>
    <message>
        <source>one way</source>
        <translation>片道</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::BenchCommand</name>
    <message>
        <source>the comparison needs two processors, and there is one</source>
        <translation>比較にはプロセッサが二つ必要ですが、一つしかありません</translation>
    </message>
    <message>
        <source>round %1 of %2: %3</source>
        <translation>%2回中%1回目: %3</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::BenchText</name>
    <message>
        <source>Way</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>one way</source>
        <translation>片道</translation>
    </message>
    <message>
        <source>spread</source>
        <translation>範囲</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>processor</source>
        <translation>プロセッサ</translation>
    </message>
    <message>
        <source>× limit</source>
        <translation>限界比</translation>
    </message>
    <message>
        <source>%1 is not to be had here: %2</source>
        <translation>%1はここでは使えません: %2</translation>
    </message>
    <message>
        <source>A hand-over one way: median of %1 rounds, their spread, the rounds&apos; p99, processor time of both sides. Processors %2 and %3.</source>
        <translation>受け渡しの片道: %1回の中央値、その範囲、各回のp99、両側のプロセッサ時間。プロセッサ%2と%3。</translation>
    </message>
    <message>
        <source>The clock is read once a round trip, while the number travels, at %1 a reading; the limit is also shown with the clock asked once in a hundred.</source>
        <translation>時計は往復ごとに一度、数が移動している間に読みます(1回%1)。限界は、時計を百回に一度だけ読む場合も示します。</translation>
    </message>
    <message>
        <source>(not measured)</source>
        <translation>(未測定)</translation>
    </message>
    <message>
        <source>What is measured</source>
        <translation>何を測るか</translation>
    </message>
    <message>
        <source>Two processes, each on a processor of its own, hand a number to and fro. One way is half of the time there and back. Every way does the same job; they differ in how the other side learns that there is a new number.</source>
        <translation>二つのプロセスが、それぞれ別のプロセッサの上で、数を渡し合います。片道は往復の時間の半分です。どの方法も同じ仕事をし、新しい数が来たことを相手がどう知るかだけが違います。</translation>
    </message>
    <message>
        <source>Spinning: as fast as the hardware</source>
        <translation>スピン: ハードウェアの速さ</translation>
    </message>
    <message>
        <source>Who spins looks at the memory again and again. The number lies in a cache line, and that line must travel from one core&apos;s cache to the other&apos;s: %1 here. Nothing that a program does can be quicker, so that is the limit. Shmlab, spinning, takes %2: checks, statistics and reading the clock are done while the number travels. The price is a whole processor, even when nothing happens.</source>
        <translation>スピンする側はメモリを何度も見続けます。数はキャッシュラインにあり、そのラインは一方のコアのキャッシュから他方へ移動しなければなりません。ここでは%1です。プログラムにはこれより速くできないので、これが限界です。スピンするShmlabは%2です。検査、統計、時計の読み取りは数が移動している間に行います。代償は、何も起きなくてもプロセッサを丸ごと一つ使うことです。</translation>
    </message>
    <message>
        <source>One cache line or two</source>
        <translation>キャッシュラインは一つか二つか</translation>
    </message>
    <message>
        <source>With a cache line for each counter one way takes %1. The 2015 format puts both into one line, so one transfer brings everything; two lines avoid that a side that looks disturbs the one that writes. Which is quicker depends on the machine.</source>
        <translation>カウンタごとに別のキャッシュラインを使うと、片道は%1です。2015年の形式は両方を一つのラインに置くので、一度の移動ですべて届きます。二つのラインなら、見る側が書く側の邪魔をしません。どちらが速いかは機械によります。</translation>
    </message>
    <message>
        <source>Sleeping: through the kernel</source>
        <translation>スリープ: カーネルを通る道</translation>
    </message>
    <message>
        <source>Files of the kernel</source>
        <translation>カーネルのファイル</translation>
    </message>
    <message>
        <source>A pipe (%1), a socket (%2), an event descriptor (%3) and a message queue (%4) carry the data through the kernel as well: it copies them in and out, takes locks, and wakes the reader. Semaphores (%5) and a mutex with its condition (%6) are futexes underneath, with more steps.</source>
        <translation>パイプ(%1)、ソケット(%2)、イベント記述子(%3)、メッセージキュー(%4)はデータもカーネルを通します。カーネルは出し入れでコピーし、ロックを取り、読む側を起こします。セマフォ(%5)と、ミューテックスと条件変数(%6)の中身はfutexで、手順が増えます。</translation>
    </message>
    <message>
        <source>Adaptive: both</source>
        <translation>適応: 両方</translation>
    </message>
    <message>
        <source>An answer that comes at once is worth waiting for, one that takes long is not. Adaptive waiting spins for about as long as sleeping and being woken would take, then sleeps: %1 when the other side answers at once, and next to no processor time when it does not.</source>
        <translation>すぐ来る答えは待つ価値があり、遅い答えにはありません。適応待ちは、眠って起こされるのにかかる程度の時間だけスピンし、その後眠ります。相手がすぐ答えれば%1、答えなければプロセッサ時間はほとんど使いません。</translation>
    </message>
    <message>
        <source>Who sleeps costs nothing, but waking takes a way through the kernel: a call, a look for who sleeps, a message to the other processor, which must leave its idle state and switch to the process. A futex takes %1, that is %2 times the limit; Shmlab, sleeping, %3. Before it sleeps it looks for as long as going to sleep takes: often the answer comes meanwhile, and both sides are spared the way through the idle state. It says only once that it sleeps, since saying so moves a cache line.</source>
        <translation>眠っている側は何も消費しませんが、起こすにはカーネルを通ります。システムコール、眠っている者を探すこと、もう一つのプロセッサへの通知があり、そのプロセッサはアイドル状態を抜けてプロセスに切り替えなければなりません。futexは%1で限界の%2倍、スリープするShmlabは%3です。眠る前に、眠りに入るのにかかる時間だけ見ます。その間に答えが来ることが多く、両側ともアイドル状態を通らずに済みます。眠ることは一度しか知らせません。知らせるたびにキャッシュラインが移動するからです。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::CommandLine</name>
    <message>
        <source>BYTES</source>
        <translation>バイト数</translation>
    </message>
    <message>
        <source>Size of the object, with K, M or G if wanted; 4096 if not given.</source>
        <translation>オブジェクトのサイズ。K、M、Gを付けてもよい。指定がなければ4096。</translation>
    </message>
    <message>
        <source>TIME</source>
        <translation>時間</translation>
    </message>
    <message>
        <source>Time from turn to turn, as in 800ms or 1.5s, from 1ms to 1h; 800ms for a server, 500ms for a client.</source>
        <translation>ターンの間隔。800msや1.5sのように、1msから1hまで。サーバは800ms、クライアントは500ms。</translation>
    </message>
    <message>
        <source>NUMBER</source>
        <translation>回数</translation>
    </message>
    <message>
        <source>How many turns to make, or &quot;forever&quot;; 10 in a terminal and for ever in a window if not given.</source>
        <translation>ターンの回数、または「forever」。指定がなければ端末では10回、ウィンドウでは無限。</translation>
    </message>
    <message>
        <source>Begin at once instead of with the Start button.</source>
        <translation>開始ボタンを待たずにすぐ始める。</translation>
    </message>
    <message>
        <source>Wait for a server that is not there, or no longer; what a window does anyway.</source>
        <translation>まだいない、またはいなくなったサーバを待つ。ウィンドウでは指定しなくてもそうする。</translation>
    </message>
    <message>
        <source>Fail when there is no server; what a terminal does anyway.</source>
        <translation>サーバがいなければ失敗する。端末では指定しなくてもそうする。</translation>
    </message>
    <message>
        <source>End when the server is gone, instead of joining the next one.</source>
        <translation>サーバがいなくなったら、次のサーバに参加せずに終わる。</translation>
    </message>
    <message>
        <source>Join objects that belong to other users or that others may write to.</source>
        <translation>他のユーザのオブジェクトや、他人が書き込めるオブジェクトにも参加する。</translation>
    </message>
    <message>
        <source>Remove an object of this name first if it is left over and provably used by nobody.</source>
        <translation>同じ名前のオブジェクトが取り残され、誰も使っていないと証明できるなら先に削除する。</translation>
    </message>
    <message>
        <source>Work in the terminal, without a window.</source>
        <translation>ウィンドウを出さず端末で動く。</translation>
    </message>
    <message>
        <source>Print this help.</source>
        <translation>このヘルプを表示する。</translation>
    </message>
    <message>
        <source>Print the version.</source>
        <translation>バージョンを表示する。</translation>
    </message>
    <message>
        <source>--size %1: not a number of bytes from 8 on</source>
        <translation>--size %1: 8以上のバイト数ではありません</translation>
    </message>
    <message>
        <source>--period %1: not a time like 800ms or 1.5s, from 1ms to 1h</source>
        <translation>--period %1: 800msや1.5sのような、1msから1hまでの時間ではありません</translation>
    </message>
    <message>
        <source>--turns %1: neither a number from 1 on nor &quot;forever&quot;</source>
        <translation>--turns %1: 1以上の数でも「forever」でもありません</translation>
    </message>
    <message>
        <source>--json goes with --headless</source>
        <translation>--jsonは--headlessと共に使います</translation>
    </message>
    <message>
        <source>--wait and --no-wait exclude each other</source>
        <translation>--waitと--no-waitは同時に使えません</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no command</source>
        <translation>「%1」というコマンドはありません</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is one word too many</source>
        <translation>「%1」は余分な語です</translation>
    </message>
    <message>
        <source>Creates the object and takes part as server.</source>
        <translation>オブジェクトを作り、サーバとして参加します。</translation>
    </message>
    <message>
        <source>Joins the object and takes part as client.</source>
        <translation>オブジェクトに参加し、クライアントとして動きます。</translation>
    </message>
    <message>
        <source>Two processes share a page of POSIX shared memory and keep writing a number larger than the other&apos;s.

Commands (each with its own --help):
</source>
        <translation>二つのプロセスがPOSIX共有メモリの1ページを共有し、相手より大きい数を書き続けます。

コマンド(それぞれに--helpがあります):
</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>(なし)</translation>
    </message>
    <message>
        <source>Choose a role in a window.</source>
        <translation>ウィンドウで役割を選びます。</translation>
    </message>
    <message>
        <source>The object&apos;s name.</source>
        <translation>オブジェクトの名前。</translation>
    </message>
    <message>
        <source>Usage: shmlab [command] [options]</source>
        <translation>使い方: shmlab [コマンド] [オプション]</translation>
    </message>
    <message>
        <source>End after this time, as in 10s or 5min, instead of after a number of turns.</source>
        <translation>ターン数ではなく、10sや5minのような時間の後に終わる。</translation>
    </message>
    <message>
        <source>PACE</source>
        <translation>ペース</translation>
    </message>
    <message>
        <source>&quot;timer&quot;: a turn each period; &quot;full&quot;: answer at once, for ever if neither --turns nor --for is given; timer if not given.</source>
        <translation>「timer」: 間隔ごとに1ターン。「full」: すぐに答え、--turnsも--forもなければ無限に続ける。指定がなければtimer。</translation>
    </message>
    <message>
        <source>HOW</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>At full speed, stay on this processor.</source>
        <translation>全速で、このプロセッサに留まる。</translation>
    </message>
    <message>
        <source>How often to measure each way; 9 if not given.</source>
        <translation>各方法を測る回数。指定がなければ9。</translation>
    </message>
    <message>
        <source>A,B</source>
        <translation>A,B</translation>
    </message>
    <message>
        <source>The processors of the two sides; the first two that are allowed if not given.</source>
        <translation>両側のプロセッサ。指定がなければ使える最初の二つ。</translation>
    </message>
    <message>
        <source>The table as comma-separated values.</source>
        <translation>表をカンマ区切りで出力する。</translation>
    </message>
    <message>
        <source>The table as one JSON object.</source>
        <translation>表を一つのJSONで出力する。</translation>
    </message>
    <message>
        <source>With --json: the table so far after each round, a line each.</source>
        <translation>--jsonと共に: 毎回の後にそこまでの表を1行ずつ出力する。</translation>
    </message>
    <message>
        <source>With --headless: one JSON object per turn, at full speed per second, and one at the end.</source>
        <translation>--headlessと共に: ターンごと、全速では1秒ごとに一つ、最後に一つのJSONを出力する。</translation>
    </message>
    <message>
        <source>--pace %1: neither &quot;timer&quot; nor &quot;full&quot;</source>
        <translation>--pace %1: 「timer」でも「full」でもありません</translation>
    </message>
    <message>
        <source>--wait-by %1: neither &quot;spin&quot; nor &quot;adaptive&quot; nor &quot;sleep&quot;</source>
        <translation>--wait-by %1: 「spin」でも「adaptive」でも「sleep」でもありません</translation>
    </message>
    <message>
        <source>--cpu %1: not the number of a processor</source>
        <translation>--cpu %1: プロセッサの番号ではありません</translation>
    </message>
    <message>
        <source>--for %1: not a time like 10s or 5min, from 1ms to a year</source>
        <translation>--for %1: 10sや5minのような、1msから1年までの時間ではありません</translation>
    </message>
    <message>
        <source>--%1 goes with --pace full</source>
        <translation>--%1は--pace fullと共に使います</translation>
    </message>
    <message>
        <source>--period goes with --pace timer</source>
        <translation>--periodは--pace timerと共に使います</translation>
    </message>
    <message>
        <source>--rounds %1: not a number from 1 to 10000</source>
        <translation>--rounds %1: 1から10000までの数ではありません</translation>
    </message>
    <message>
        <source>--cpus %1: not two processors like 0,1</source>
        <translation>--cpus %1: 0,1のような二つのプロセッサではありません</translation>
    </message>
    <message>
        <source>--live goes with --json</source>
        <translation>--liveは--jsonと共に使います</translation>
    </message>
    <message>
        <source>--json and --csv exclude each other</source>
        <translation>--jsonと--csvは同時に使えません</translation>
    </message>
    <message>
        <source>Compares the ways to hand a number to another process.</source>
        <translation>別のプロセスに数を渡す方法を比較します。</translation>
    </message>
    <message>
        <source>Exit codes: 0 done, 1 failed, 2 wrong usage, 3 no such object, 4 the role is taken or the object exists, 129/130/143 ended by SIGHUP/SIGINT/SIGTERM after cleaning up.</source>
        <translation>終了コード: 0 完了、1 失敗、2 使い方の誤り、3 オブジェクトがない、4 役割が使用中またはオブジェクトが既にある、129/130/143 後始末をしてSIGHUP/SIGINT/SIGTERMで終了。</translation>
    </message>
    <message>
        <source>Usage: shmlab %1 [options]</source>
        <translation>使い方: shmlab %1 [オプション]</translation>
    </message>
    <message>
        <source>At full speed, wait for the other side by &quot;spin&quot;: look all the time, on a core of its own; &quot;adaptive&quot;: look briefly, then sleep; &quot;sleep&quot;: sleep unless the answer comes at once; adaptive if not given.</source>
        <translation>全速での待ち方。「spin」: コアを一つ使って見続ける。「adaptive」: 短く見てから眠る。「sleep」: 答えがすぐ来なければ眠る。指定がなければadaptive。</translation>
    </message>
    <message>
        <source>Print the table in the terminal, without a window.</source>
        <translation>ウィンドウを出さず端末に表を出力する。</translation>
    </message>
    <message>
        <source>OFFSET</source>
        <translation>オフセット</translation>
    </message>
    <message>
        <source>Where to begin, as in 4096, 0x40+8*3, 2M or end-16; 0 if not given.</source>
        <translation>開始位置。4096、0x40+8*3、2M、end-16のように書く。指定がなければ0。</translation>
    </message>
    <message>
        <source>LENGTH</source>
        <translation>長さ</translation>
    </message>
    <message>
        <source>How many bytes, written like an offset; all that follow if not given.</source>
        <translation>バイト数。オフセットと同じ書き方。指定がなければ末尾まで。</translation>
    </message>
    <message>
        <source>The bytes as they are, instead of as hex.</source>
        <translation>16進ではなく、バイトをそのまま出力する。</translation>
    </message>
    <message>
        <source>All objects that nobody uses; lists them, and with --yes removes them.</source>
        <translation>誰も使っていないすべてのオブジェクト。一覧を表示し、--yesを付けると削除する。</translation>
    </message>
    <message>
        <source>With --stale: really remove.</source>
        <translation>--staleと共に: 実際に削除する。</translation>
    </message>
    <message>
        <source>Remove an object that is or may be in use, after its name was typed once more.</source>
        <translation>使用中、または使用中かもしれないオブジェクトを、名前をもう一度入力させた上で削除する。</translation>
    </message>
    <message>
        <source>Shows all shared memory objects in a window; with NAME, prints all that is known of one.</source>
        <translation>すべての共有メモリオブジェクトをウィンドウに表示します。NAMEを付けると、その一つについて分かることをすべて出力します。</translation>
    </message>
    <message>
        <source>Prints the bytes of an object.</source>
        <translation>オブジェクトのバイトを出力します。</translation>
    </message>
    <message>
        <source>Removes an object that nobody uses.</source>
        <translation>誰も使っていないオブジェクトを削除します。</translation>
    </message>
    <message>
        <source>the name of an object is missing</source>
        <translation>オブジェクトの名前がありません</translation>
    </message>
    <message>
        <source>either the name of an object or --stale</source>
        <translation>オブジェクトの名前か--staleのどちらか一方を指定してください</translation>
    </message>
    <message>
        <source>--yes goes with --stale</source>
        <translation>--yesは--staleと共に使います</translation>
    </message>
    <message>
        <source>--force goes with the name of an object</source>
        <translation>--forceはオブジェクトの名前と共に使います</translation>
    </message>
    <message>
        <source>NAME is the object&apos;s name, with or without its slash; /test.shmem if not given.</source>
        <translation>NAMEはオブジェクトの名前です。先頭のスラッシュはあってもなくてもかまいません。省略時は/test.shmemです。</translation>
    </message>
    <message>
        <source>NAME is the object&apos;s name, with or without its slash.</source>
        <translation>NAMEはオブジェクトの名前です。先頭のスラッシュはあってもなくてもかまいません。</translation>
    </message>
    <message>
        <source>Bytes that cannot be typed are written \xHH, a backslash \\.</source>
        <translation>入力できないバイトは\xHH、バックスラッシュは\\と書きます。</translation>
    </message>
    <message>
        <source>In the terminal: all objects as one JSON array; of one name an object a line.</source>
        <translation>端末で: すべてのオブジェクトを1つのJSON配列で。名前を指定したときは1行に1オブジェクト。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::CounterCard</name>
    <message>
        <source>%1 (this window)</source>
        <translation>%1(このウィンドウ)</translation>
    </message>
    <message>
        <source>Whose counter</source>
        <translation>誰のカウンタか</translation>
    </message>
    <message>
        <source>▲ taller</source>
        <translation>▲ 大きい</translation>
    </message>
    <message>
        <source>Counter of the %1</source>
        <translation>%1のカウンタ</translation>
    </message>
    <message>
        <source>About the %1</source>
        <translation>%1について</translation>
    </message>
    <message>
        <source>The taller one</source>
        <translation>大きい方</translation>
    </message>
    <message>
        <source>Not the taller one</source>
        <translation>大きくない方</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::Drills</name>
    <message>
        <source>&amp;Kill this side hard</source>
        <translation>こちら側を強制終了(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Stop and continue this side</source>
        <translation>こちら側を停止して再開(&amp;S)</translation>
    </message>
    <message>
        <source>Cut the object s&amp;hort</source>
        <translation>オブジェクトを切り詰める(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Unlink the name</source>
        <translation>名前を削除(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Reset the other side&apos;s counter</source>
        <translation>相手のカウンタをリセット(&amp;R)</translation>
    </message>
    <message>
        <source>Join as an &amp;intruder</source>
        <translation>侵入者として参加(&amp;I)</translation>
    </message>
    <message>
        <source>This window ends at once and cannot clean up: the object stays, STALE once the client has left, and the next server offers to remove it. The client notices within a second.</source>
        <translation>このウィンドウは即座に終わり、後始末ができません。オブジェクトは残り、クライアントが離脱するとSTALEになり、次のサーバが削除を提案します。クライアントは1秒以内に気づきます。</translation>
    </message>
    <message>
        <source>This window ends at once without a goodbye. The server notices within a second, by the lock that the kernel takes back, and goes on.</source>
        <translation>このウィンドウは離脱処理をせずに即座に終わります。サーバはカーネルが回収するロックによって1秒以内に気づき、続けます。</translation>
    </message>
    <message>
        <source>This window stands still for %1 seconds. The %2 calls this side stopped, not dead, and both go on by themselves.</source>
        <translation>このウィンドウは%1秒間止まります。%2はこちら側を、終了ではなく停止中と判定し、両方とも自動的に再開します。</translation>
    </message>
    <message>
        <source>The object&apos;s bytes are gone for everybody. Shmlab ends the run with a message; a program without a guard dies of SIGBUS when it next touches them.</source>
        <translation>オブジェクトのバイトは全員にとって失われます。Shmlabはメッセージを出して終わります。保護のないプログラムは次にアクセスしたときSIGBUSで異常終了します。</translation>
    </message>
    <message>
        <source>The exchange goes on in memory that has no name any more: nobody new can join. The server says so at its end and removes nothing else.</source>
        <translation>交換は名前のなくなったメモリで続きます。新たに参加することは誰にもできません。サーバは終わりにそれを伝え、他のものは削除しません。</translation>
    </message>
    <message>
        <source>The %1 finds its counter at 0, says so once, and counts on.</source>
        <translation>%1は自分のカウンタが0になったことに気づき、一度だけ知らせて数え続けます。</translation>
    </message>
    <message>
        <source>Somebody else writes this side&apos;s counter once. This side says so and counts on from there.</source>
        <translation>他の誰かがこちら側のカウンタを一度書きます。こちら側はそれを知らせ、そこから数え続けます。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::DrillsMenu</name>
    <message>
        <source>&amp;Drills</source>
        <translation>障害訓練(&amp;D)</translation>
    </message>
    <message>
        <source>This hits every program that uses %1.</source>
        <translation>%1を使うすべてのプログラムに影響します。</translation>
    </message>
    <message>
        <source>&amp;Do it</source>
        <translation>実行(&amp;D)</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::DumpCommand</name>
    <message>
        <source>cannot write: %1</source>
        <translation>書き込めません: %1</translation>
    </message>
    <message>
        <source>offset %1 is beyond the end, which is at %2</source>
        <translation>オフセット%1は終わり(%2)より後ろです</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ErrorText</name>
    <message>
        <source>%1, mode %2, user id %3</source>
        <translation>%1、モード%2、ユーザID %3</translation>
    </message>
    <message>
        <source>Cannot create %1: an object of another kind has that name (%2). Choose another name.</source>
        <translation>%1を作れません。別の種類のオブジェクトがその名前を持っています(%2)。別の名前を選んでください。</translation>
    </message>
    <message>
        <source>Cannot create %1: an object of another kind has that name (%2), in use by %3. Choose another name.</source>
        <translation>%1を作れません。別の種類のオブジェクトがその名前を持ち(%2)、%3が使っています。別の名前を選んでください。</translation>
    </message>
    <message>
        <source>Cannot create %1: it exists. Choose another name.</source>
        <translation>%1を作れません。既にあります。別の名前を選んでください。</translation>
    </message>
    <message>
        <source>Cannot create %1: it exists and nobody uses it (%2). Remove it and start, or choose another name.</source>
        <translation>%1を作れません。既にありますが、誰も使っていません(%2)。削除して開始するか、別の名前を選んでください。</translation>
    </message>
    <message>
        <source>Cannot create %1: it is in use by %2. Join as client, or choose another name.</source>
        <translation>%1を作れません。%2が使っています。クライアントとして参加するか、別の名前を選んでください。</translation>
    </message>
    <message>
        <source>Cannot create %1: it is in use by %2, which makes no progress but is alive. Wait for it, end it, or choose another name.</source>
        <translation>%1を作れません。%2が使っています。進んでいませんが生きています。待つか、終わらせるか、別の名前を選んでください。</translation>
    </message>
    <message>
        <source>Cannot create %1: it is in use by %2, which is stopped. Continue it, end it, or choose another name.</source>
        <translation>%1を作れません。停止中の%2が使っています。再開させるか、終わらせるか、別の名前を選んでください。</translation>
    </message>
    <message>
        <source>Cannot create %1: it exists, and whether it is in use cannot be told (processes hidden: %2). Choose another name, or look as the user who owns it.</source>
        <translation>%1を作れません。既にあり、使われているかどうか分かりません(見えないプロセス: %2)。別の名前を選ぶか、所有者のユーザとして調べてください。</translation>
    </message>
    <message>
        <source>%1 are free in /dev/shm. Remove what is left over there, or choose a smaller size.</source>
        <translation>/dev/shmの空きは%1です。そこに残っているものを削除するか、より小さいサイズを選んでください。</translation>
    </message>
    <message>
        <source>No bytes</source>
        <translation>0バイト</translation>
    </message>
    <message>
        <source>Its mode shuts its own owner out; mend it: chmod 600 the file in /dev/shm.</source>
        <translation>モードが所有者自身を締め出しています。/dev/shmのファイルをchmod 600で直してください。</translation>
    </message>
    <message>
        <source>The object belongs to another user. Choose another name.</source>
        <translation>オブジェクトは他のユーザのものです。別の名前を選んでください。</translation>
    </message>
    <message>
        <source>Close other files or raise the limit (ulimit -n).</source>
        <translation>他のファイルを閉じるか、上限を上げてください(ulimit -n)。</translation>
    </message>
    <message>
        <source>Choose a smaller size or raise the limit (ulimit -f).</source>
        <translation>より小さいサイズを選ぶか、上限を上げてください(ulimit -f)。</translation>
    </message>
    <message>
        <source>Choose a smaller size or close other programs.</source>
        <translation>より小さいサイズを選ぶか、他のプログラムを閉じてください。</translation>
    </message>
    <message>
        <source>Cannot join %1: there is no such object. Start its server first, or wait for it.</source>
        <translation>%1に参加できません。そのオブジェクトはありません。先にサーバを開始するか、待ってください。</translation>
    </message>
    <message>
        <source>Cannot create %1: %2 failed: %3.</source>
        <translation>%1を作れません。%2が失敗しました: %3。</translation>
    </message>
    <message>
        <source>Cannot join %1: %2 failed: %3.</source>
        <translation>%1に参加できません。%2が失敗しました: %3。</translation>
    </message>
    <message>
        <source>The drill was not done: no Shmlab server has created %1.</source>
        <translation>障害訓練は行われませんでした。%1はShmlabのサーバが作ったものではありません。</translation>
    </message>
    <message>
        <source>The drill was not done: %1 failed on %2: %3.</source>
        <translation>障害訓練は行われませんでした。%2に対する%1が失敗しました: %3。</translation>
    </message>
    <message>
        <source>The drill was not done: the name %1 no longer leads to the object of this exchange.</source>
        <translation>障害訓練は行われませんでした。名前%1はもうこの交換のオブジェクトを指していません。</translation>
    </message>
    <message>
        <source>The object name is empty.</source>
        <translation>オブジェクト名が空です。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a directory, not an object name.</source>
        <translation>「%1」はディレクトリで、オブジェクト名ではありません。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no object name: only its first character may be a slash.</source>
        <translation>「%1」はオブジェクト名になりません。スラッシュは先頭だけに置けます。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no object name: it holds a NUL byte.</source>
        <translation>「%1」はオブジェクト名になりません。NULバイトを含んでいます。</translation>
    </message>
    <message>
        <source>The object name is longer than 255 bytes.</source>
        <translation>オブジェクト名が255バイトを超えています。</translation>
    </message>
    <message>
        <source>Cannot create %1: an exchange needs at least 8 bytes. Choose a larger size.</source>
        <translation>%1を作れません。交換には8バイト以上必要です。より大きいサイズを選んでください。</translation>
    </message>
    <message>
        <source>Cannot use %1: it is a directory, link or device, not a shared memory object. Choose another name.</source>
        <translation>%1は使えません。共有メモリオブジェクトではなく、ディレクトリ、リンク、またはデバイスです。別の名前を選んでください。</translation>
    </message>
    <message>
        <source>Cannot join %1: it has less than 8 bytes, no room for two counters. Choose another name.</source>
        <translation>%1に参加できません。8バイト未満で、二つのカウンタが入りません。別の名前を選んでください。</translation>
    </message>
    <message>
        <source>Cannot join %1: it still has 0 bytes; %2 created it and has not sized it. Try again when it has.</source>
        <translation>%1に参加できません。まだ0バイトです。%2が作りましたが、サイズを決めていません。決まったらもう一度試してください。</translation>
    </message>
    <message>
        <source>Cannot join %1: it still has 0 bytes; its creator is gone. Start a server that replaces it.</source>
        <translation>%1に参加できません。まだ0バイトで、作成者はもういません。置き換えるサーバを開始してください。</translation>
    </message>
    <message>
        <source>Cannot join %1: it still has 0 bytes; whether its creator lives cannot be told. Try again.</source>
        <translation>%1に参加できません。まだ0バイトで、作成者が生きているか分かりません。もう一度試してください。</translation>
    </message>
    <message>
        <source>another process</source>
        <translation>別のプロセス</translation>
    </message>
    <message>
        <source>Cannot join %1 as %2: %3 already is its %2. Stop it, or choose another name.</source>
        <translation>%1に%2として参加できません。%3が既にその%2です。それを止めるか、別の名前を選んでください。</translation>
    </message>
    <message>
        <source>Did not join %1: it belongs to another user. Start with --trust-others if you know its owner.</source>
        <translation>%1に参加しませんでした。他のユーザのものです。所有者を知っているなら--trust-othersを付けて開始してください。</translation>
    </message>
    <message>
        <source>Did not join %1: other users may write to it. Start with --trust-others if that is meant.</source>
        <translation>%1に参加しませんでした。他のユーザが書き込めます。それが意図どおりなら--trust-othersを付けて開始してください。</translation>
    </message>
    <message>
        <source>Did not remove %1: somebody may be using it.</source>
        <translation>%1を削除しませんでした。誰かが使っているかもしれません。</translation>
    </message>
    <message>
        <source>Did not touch %1: no Shmlab server has created it, and drills are for our own objects only.</source>
        <translation>%1には触れませんでした。Shmlabのサーバが作ったものではなく、障害訓練は自分のオブジェクトだけに行います。</translation>
    </message>
    <message>
        <source>Did not use %1: its name was removed or leads to another object by now. Try again.</source>
        <translation>%1は使いませんでした。名前が削除されたか、もう別のオブジェクトを指しています。もう一度試してください。</translation>
    </message>
    <message>
        <source>/dev/shm is missing; mount it: mount -t tmpfs -o mode=1777 tmpfs /dev/shm.</source>
        <translation>/dev/shmがありません。マウントしてください: mount -t tmpfs -o mode=1777 tmpfs /dev/shm。</translation>
    </message>
    <message>
        <source>/dev/shm is mounted read-only; mend it: mount -o remount,rw /dev/shm.</source>
        <translation>/dev/shmは読み取り専用でマウントされています。直してください: mount -o remount,rw /dev/shm。</translation>
    </message>
    <message>
        <source>/dev/shm has mode %1, which shuts users out; mend it: chmod 1777 /dev/shm.</source>
        <translation>/dev/shmのモードは%1で、ユーザを締め出しています。直してください: chmod 1777 /dev/shm。</translation>
    </message>
    <message>
        <source>/dev/shm has mode %1, which lets everybody remove others&apos; objects; mend it: chmod 1777 /dev/shm.</source>
        <translation>/dev/shmのモードは%1で、誰でも他人のオブジェクトを削除できます。直してください: chmod 1777 /dev/shm。</translation>
    </message>
    <message>
        <source>/dev/shm is no memory (tmpfs) but a folder on a disk.</source>
        <translation>/dev/shmはメモリ(tmpfs)ではなく、ディスク上のフォルダです。</translation>
    </message>
    <message>
        <source>Cannot run on processor %1: there is none of that number, or it is not allowed here. Choose another one with --cpu.</source>
        <translation>プロセッサ%1では動けません。その番号のものがないか、ここでは許されていません。--cpuで別のものを選んでください。</translation>
    </message>
    <message>
        <source>Cannot exchange at full speed: no more threads are to be had (%1). Close other programs or choose the timer.</source>
        <translation>全速では交換できません。スレッドをこれ以上作れません(%1)。他のプログラムを閉じるか、タイマーを選んでください。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::EvidenceText</name>
    <message>
        <source>from byte %1 on</source>
        <translation>バイト%1以降</translation>
    </message>
    <message>
        <source>bytes %1–%2</source>
        <translation>バイト%1–%2</translation>
    </message>
    <message>
        <source>maps it to read and write</source>
        <translation>読み書き用にマップ</translation>
    </message>
    <message>
        <source>maps it to read</source>
        <translation>読み取り用にマップ</translation>
    </message>
    <message>
        <source>locks %1</source>
        <translation>%1をロック</translation>
    </message>
    <message>
        <source>is stopped</source>
        <translation>停止中</translation>
    </message>
    <message>
        <source>created %1</source>
        <translation>%1に作成</translation>
    </message>
    <message>
        <source>by pid %1, which still runs</source>
        <translation>作成者 pid %1、まだ動作中</translation>
    </message>
    <message>
        <source>by pid %1, gone</source>
        <translation>作成者 pid %1、もういない</translation>
    </message>
    <message>
        <source>a process that cannot be seen from here</source>
        <translation>ここからは見えないプロセス</translation>
    </message>
    <message>
        <source>Size %1, mode %2, user id %3, created %4.</source>
        <translation>サイズ%1、モード%2、ユーザID %3、作成%4。</translation>
    </message>
    <message>
        <source>No process that can be looked into maps it or holds it open.</source>
        <translation>調べられるプロセスのうち、マップしているものも開いているものもありません。</translation>
    </message>
    <message>
        <source>The owner lock of the %1 is held.</source>
        <translation>%1の所有者ロックが保持されています。</translation>
    </message>
    <message>
        <source>A %1 with pid %2 was here and is gone.</source>
        <translation>pid %2の%1がいましたが、もういません。</translation>
    </message>
    <message>
        <source>The kernel vouches that nobody else has it open or mapped.</source>
        <translation>他に開いている者もマップしている者もいないことをカーネルが保証しています。</translation>
    </message>
    <message>
        <source>The kernel says that somebody else has it open or mapped.</source>
        <translation>カーネルによれば、他の誰かが開いているかマップしています。</translation>
    </message>
    <message>
        <source>This program runs in a PID namespace and does not see the processes outside.</source>
        <translation>このプログラムはPID名前空間の中で動いており、外のプロセスは見えません。</translation>
    </message>
    <message>
        <source>Processes that could not be looked into: %1.</source>
        <translation>調べられなかったプロセス: %1。</translation>
    </message>
    <message>
        <source>Looked for in /dev/shm on device %1:%2, mount namespace %3; a container has a /dev/shm of its own.</source>
        <translation>デバイス%1:%2、マウント名前空間%3の/dev/shmを探しました。コンテナには独自の/dev/shmがあります。</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>holds it open to read and write</source>
        <translation>読み書き用に開いている</translation>
    </message>
    <message>
        <source>holds it open to read</source>
        <translation>読み取り用に開いている</translation>
    </message>
    <message>
        <source>runs since %1</source>
        <translation>%1から動作中</translation>
    </message>
    <message>
        <source>This program itself has it open to look, so the kernel cannot be asked who else has.</source>
        <translation>このプログラム自身が調べるために開いているので、他に誰が開いているかカーネルに尋ねられません。</translation>
    </message>
    <message>
        <source>The kernel could not be asked who has it open: it may not be opened, or is another user&apos;s.</source>
        <translation>誰が開いているかカーネルに尋ねられませんでした: 開くことが許されないか、他のユーザのものです。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ExchangeDocks</name>
    <message>
        <source>Counter of the %1: int32 in host byte order</source>
        <translation>%1のカウンタ: ホストのバイト順のint32</translation>
    </message>
    <message>
        <source>Presence of the %1: who it is and what it is doing; only Shmlab writes here</source>
        <translation>%1の存在情報: 誰で、何をしているか。ここにはShmlabだけが書きます</translation>
    </message>
    <message>
        <source>Exchange log</source>
        <translation>交換の記録</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>メモリ</translation>
    </message>
    <message>
        <source>System calls</source>
        <translation>システムコール</translation>
    </message>
    <message>
        <source>Show the checks that are &amp;repeated all the time</source>
        <translation>常に繰り返される確認も表示(&amp;R)</translation>
    </message>
    <message>
        <source>Full speed</source>
        <translation>全速</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ExchangePlot</name>
    <message>
        <source>Both counters over time</source>
        <translation>時間に沿った両方のカウンタ</translation>
    </message>
    <message>
        <source>time since start (s)</source>
        <translation>開始からの時間 (s)</translation>
    </message>
    <message>
        <source>counter</source>
        <translation>カウンタ</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ExchangeWindow</name>
    <message>
        <source>%1 – %2 – Shmlab</source>
        <translation>%1 – %2 – Shmlab</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>開始(&amp;S)</translation>
    </message>
    <message>
        <source>Begin, or go on after a pause</source>
        <translation>始める、または一時停止から続ける</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>一時停止(&amp;P)</translation>
    </message>
    <message>
        <source>Stay in the exchange without writing</source>
        <translation>書かずに交換に留まる</translation>
    </message>
    <message>
        <source>S&amp;tep</source>
        <translation>ステップ(&amp;T)</translation>
    </message>
    <message>
        <source>Make one turn and pause</source>
        <translation>1ターン進めて一時停止</translation>
    </message>
    <message>
        <source>St&amp;op</source>
        <translation>停止(&amp;O)</translation>
    </message>
    <message>
        <source>Leave the exchange</source>
        <translation>交換から抜ける</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>交換</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>Save &amp;log as CSV…</source>
        <translation>記録をCSVで保存(&amp;L)…</translation>
    </message>
    <message>
        <source>Save &amp;plot as PNG…</source>
        <translation>グラフをPNGで保存(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>閉じる(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Exchange</source>
        <translation>交換(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Join again when the server restarts</source>
        <translation>サーバが再起動したら再び参加(&amp;J)</translation>
    </message>
    <message>
        <source>pid %1</source>
        <translation>pid %1</translation>
    </message>
    <message>
        <source>%1, paused</source>
        <translation>%1、一時停止中</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>未接続</translation>
    </message>
    <message>
        <source>, last write at %1 s</source>
        <translation>、最後の書き込み %1 s</translation>
    </message>
    <message>
        <source>Save log as CSV</source>
        <translation>記録をCSVで保存</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>カンマ区切り (*.csv)</translation>
    </message>
    <message>
        <source>Cannot write %1: %2.</source>
        <translation>%1に書き込めません: %2。</translation>
    </message>
    <message>
        <source>Save plot as PNG</source>
        <translation>グラフをPNGで保存</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG画像 (*.png)</translation>
    </message>
    <message>
        <source>Cannot write %1.</source>
        <translation>%1に書き込めません。</translation>
    </message>
    <message>
        <source>Start here: it creates the object and begins. A client in another window, or another program, joins it.</source>
        <translation>ここから開始します。オブジェクトを作って始めます。別のウィンドウのクライアントや別のプログラムが参加します。</translation>
    </message>
    <message>
        <source>Start here: it joins the object of a server, or waits for one.</source>
        <translation>ここから開始します。サーバのオブジェクトに参加するか、サーバを待ちます。</translation>
    </message>
    <message>
        <source>Then step: one turn a click, to see what each one does.</source>
        <translation>次はステップです。クリックごとに1ターン進み、それぞれが何をするか分かります。</translation>
    </message>
    <message>
        <source>Watch the memory: these are the bytes that both sides share. What changes lights up; the first four bytes are the server&apos;s counter, the next four the client&apos;s.</source>
        <translation>メモリを見てください。両側が共有するバイトです。変わったところが光ります。最初の4バイトがサーバの、次の4バイトがクライアントのカウンタです。</translation>
    </message>
    <message>
        <source>This line always says what is going on and, when something is wrong, what you can do.</source>
        <translation>この行は常に今の状況を、問題があれば何ができるかを伝えます。</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>ツール(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Compare ways to hand over…</source>
        <translation>受け渡しの方法を比較(&amp;C)…</translation>
    </message>
    <message>
        <source>Choose the pace: a turn each period, or full speed, where each side answers the other at once. The dock Full speed then shows how long a number travels.</source>
        <translation>ペースを選びます。間隔ごとに1ターンか、両側が互いにすぐ答える全速です。全速では「全速」ドックに、数が移動する時間が出ます。</translation>
    </message>
    <message>
        <source>Show in &amp;objects</source>
        <translation>オブジェクト一覧で表示(&amp;O)</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::FilterBar</name>
    <message>
        <source>Regular e&amp;xpression</source>
        <translation>正規表現(&amp;X)</translation>
    </message>
    <message>
        <source>Filter: name, kind or program</source>
        <translation>絞り込み: 名前、種類、プログラム</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>絞り込み</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>all verdicts</source>
        <translation>すべての判定</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>all owners</source>
        <translation>すべての所有者</translation>
    </message>
    <message>
        <source>%1 of %2 shown</source>
        <translation>%2個中%1個を表示</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::FullSpeedPanel</name>
    <message>
        <source>Hand-overs a second over time</source>
        <translation>毎秒の受け渡し数の推移</translation>
    </message>
    <message>
        <source>time (s)</source>
        <translation>時間 (s)</translation>
    </message>
    <message>
        <source>million a second</source>
        <translation>百万回/秒</translation>
    </message>
    <message>
        <source>How long hand-overs take</source>
        <translation>受け渡しの所要時間</translation>
    </message>
    <message>
        <source>one way</source>
        <translation>片道</translation>
    </message>
    <message>
        <source>hand-overs</source>
        <translation>受け渡し</translation>
    </message>
    <message>
        <source>Hand-overs a second</source>
        <translation>毎秒の受け渡し</translation>
    </message>
    <message>
        <source>Hand-overs</source>
        <translation>受け渡し</translation>
    </message>
    <message>
        <source>One way, p50</source>
        <translation>片道 p50</translation>
    </message>
    <message>
        <source>p90</source>
        <translation>p90</translation>
    </message>
    <message>
        <source>p99</source>
        <translation>p99</translation>
    </message>
    <message>
        <source>p99.9</source>
        <translation>p99.9</translation>
    </message>
    <message>
        <source>longest</source>
        <translation>最長</translation>
    </message>
    <message>
        <source>Looking</source>
        <translation>見る</translation>
    </message>
    <message>
        <source>Sleeping</source>
        <translation>眠る</translation>
    </message>
    <message>
        <source>Waking the other</source>
        <translation>相手を起こす</translation>
    </message>
    <message>
        <source>Reading the clock</source>
        <translation>時計の読み取り</translation>
    </message>
    <message>
        <source>Once a hand-over, while the number travels to the other side and back</source>
        <translation>受け渡しごとに一度、数が相手との間を往復している間に</translation>
    </message>
    <message>
        <source>Looking whether the other side has written, on the processor</source>
        <translation>相手が書いたかどうかをプロセッサ上で見ている時間</translation>
    </message>
    <message>
        <source>%1, %2 times</source>
        <translation>%1、%2回</translation>
    </message>
    <message>
        <source>thousand a second</source>
        <translation>千回/秒</translation>
    </message>
    <message>
        <source>a second</source>
        <translation>回/秒</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::HelpMenu</name>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Tour</source>
        <translation>ツアー(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>キー(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Shmlab</source>
        <translation>Shmlabについて(&amp;A)</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>About Shmlab</source>
        <translation>Shmlabについて</translation>
    </message>
    <message>
        <source>A desktop laboratory for POSIX shared memory.

%1

Licence: GPL-3.0-or-later, the core library MIT.</source>
        <translation>POSIX共有メモリのデスクトップ実験室。

%1

ライセンス: GPL-3.0-or-later、コアライブラリはMIT。</translation>
    </message>
    <message>
        <source>&amp;Copy for a report</source>
        <translation>報告用にコピー(&amp;C)</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::HexView</name>
    <message>
        <source>Bytes of the object</source>
        <translation>オブジェクトのバイト</translation>
    </message>
    <message>
        <source>The object&apos;s bytes appear here once it is mapped.</source>
        <translation>オブジェクトがマップされると、ここにバイトが現れます。</translation>
    </message>
    <message>
        <source>No row has changed yet.</source>
        <translation>変化した行はまだありません。</translation>
    </message>
    <message>
        <source>No row has changed yet in the 1 MiB from 0x%1 on. Go to another offset to look there.</source>
        <translation>0x%1からの1 MiBには、まだ変化した行がありません。ほかの場所を見るには、そのオフセットへ移動してください。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::InspectorPanel</name>
    <message>
        <source>Value at the cursor</source>
        <translation>カーソル位置の値</translation>
    </message>
    <message>
        <source>Free&amp;ze</source>
        <translation>表示を固定(&amp;Z)</translation>
    </message>
    <message>
        <source>Only rows that c&amp;hange</source>
        <translation>変化する行だけ(&amp;H)</translation>
    </message>
    <message>
        <source>Follow the &amp;writer</source>
        <translation>書き込みを追う(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Go to offset…</source>
        <translation>オフセットへ移動(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>検索(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Copy as hex</source>
        <translation>16進でコピー(&amp;C)</translation>
    </message>
    <message>
        <source>Copy as C &amp;array</source>
        <translation>Cの配列としてコピー(&amp;A)</translation>
    </message>
    <message>
        <source>Copy as &amp;text</source>
        <translation>テキストとしてコピー(&amp;T)</translation>
    </message>
    <message>
        <source>Go to: 0x40+8*3, 2M, end-16</source>
        <translation>移動先: 0x40+8*3、2M、end-16</translation>
    </message>
    <message>
        <source>Go to offset</source>
        <translation>オフセットへ移動</translation>
    </message>
    <message>
        <source>Refreshes a second</source>
        <translation>毎秒の更新回数</translation>
    </message>
    <message>
        <source>%1 Hz</source>
        <translation>%1 Hz</translation>
    </message>
    <message>
        <source>Choose an object to look inside.</source>
        <translation>オブジェクトを選ぶと内容が見えます。</translation>
    </message>
    <message>
        <source>The object has 0 bytes.</source>
        <translation>オブジェクトは0バイトです。</translation>
    </message>
    <message>
        <source>This object has no name any more; what you see lives on only while somebody holds it.</source>
        <translation>このオブジェクトにはもう名前がありません。見えている内容は、誰かが保持している間だけ残ります。</translation>
    </message>
    <message>
        <source>%1 is beyond the end, which is at %2.</source>
        <translation>%1は末尾(%2)を超えています。</translation>
    </message>
    <message>
        <source>Only the first %1 of the selection were copied.</source>
        <translation>選択範囲の先頭%1だけをコピーしました。</translation>
    </message>
    <message>
        <source>An object without a name cannot be watched: it would not be found again.</source>
        <translation>名前のないオブジェクトはウォッチできません。後で見つけ直せないからです。</translation>
    </message>
    <message>
        <source>Watch th&amp;is</source>
        <translation>ウォッチに追加(&amp;W)</translation>
    </message>
    <message>
        <source>It is gone, or its name leads to another object.</source>
        <translation>オブジェクトは消えたか、名前が別のオブジェクトを指しています。</translation>
    </message>
    <message>
        <source>These are the last bytes seen.</source>
        <translation>表示しているのは最後に見えた内容です。</translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation>%1を選択</translation>
    </message>
    <message>
        <source>Frozen are %1 from 0x%2 on; what is shown beyond is as it was when it came into sight.</source>
        <translation>固定されているのは0x%2から%1です。その外は、表示されたときの内容です。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::IpcMechanisms</name>
    <message>
        <source>Two atomics (the limit)</source>
        <translation>二つのアトミック変数(限界)</translation>
    </message>
    <message>
        <source>The same, the clock asked now and then</source>
        <translation>同上、時計はたまに読む</translation>
    </message>
    <message>
        <source>Shmlab, spinning</source>
        <translation>Shmlab、スピン</translation>
    </message>
    <message>
        <source>Shmlab, adaptive</source>
        <translation>Shmlab、適応</translation>
    </message>
    <message>
        <source>Two atomics, a cache line each</source>
        <translation>二つのアトミック変数、別のキャッシュライン</translation>
    </message>
    <message>
        <source>Shmlab, sleeping</source>
        <translation>Shmlab、スリープ</translation>
    </message>
    <message>
        <source>Futex</source>
        <translation>futex</translation>
    </message>
    <message>
        <source>Pipe</source>
        <translation>パイプ</translation>
    </message>
    <message>
        <source>UNIX socket</source>
        <translation>UNIXソケット</translation>
    </message>
    <message>
        <source>Event descriptor</source>
        <translation>イベント記述子</translation>
    </message>
    <message>
        <source>POSIX message queue</source>
        <translation>POSIXメッセージキュー</translation>
    </message>
    <message>
        <source>POSIX semaphore</source>
        <translation>POSIXセマフォ</translation>
    </message>
    <message>
        <source>Mutex and condition</source>
        <translation>ミューテックスと条件変数</translation>
    </message>
    <message>
        <source>QSharedMemory, QSystemSemaphore</source>
        <translation>QSharedMemory、QSystemSemaphore</translation>
    </message>
    <message>
        <source>Shmlab, sleeping each time</source>
        <translation>Shmlab、毎回スリープ</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::LatencyWindow</name>
    <message>
        <source>Ways to hand a number over – Shmlab</source>
        <translation>数を渡す方法の比較 – Shmlab</translation>
    </message>
    <message>
        <source>How long each way takes, as bars</source>
        <translation>各方法の所要時間(棒グラフ)</translation>
    </message>
    <message>
        <source>&amp;Chart</source>
        <translation>グラフ(&amp;C)</translation>
    </message>
    <message>
        <source>T&amp;able</source>
        <translation>表(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;What is this?</source>
        <translation>これは何?(&amp;W)</translation>
    </message>
    <message>
        <source>Start measures every way in turn, some rounds over; it needs two processors.</source>
        <translation>開始すると、すべての方法を順に何回か測ります。プロセッサが二つ必要です。</translation>
    </message>
    <message>
        <source>How long each way takes</source>
        <translation>各方法の所要時間</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>One way</source>
        <translation>片道</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>範囲</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>p99</source>
        <translation>p99</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>プロセッサ</translation>
    </message>
    <message>
        <source>× limit</source>
        <translation>限界比</translation>
    </message>
    <message>
        <source>&amp;Rounds:</source>
        <translation>回数(&amp;R):</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>開始(&amp;S)</translation>
    </message>
    <message>
        <source>St&amp;op</source>
        <translation>停止(&amp;O)</translation>
    </message>
    <message>
        <source>Save as &amp;PNG…</source>
        <translation>PNGで保存(&amp;P)…</translation>
    </message>
    <message>
        <source>Save as CS&amp;V…</source>
        <translation>CSVで保存(&amp;V)…</translation>
    </message>
    <message>
        <source>Measuring. Leave the machine alone meanwhile: what else it does is measured, too.</source>
        <translation>測定中です。その間は他の作業をしないでください。他の動作も測定に入ります。</translation>
    </message>
    <message>
        <source>Done. Processors %1 and %2; the clock is read once a round trip, at %3 a reading.</source>
        <translation>完了。プロセッサ%1と%2。時計は往復ごとに一度読みます(1回%3)。</translation>
    </message>
    <message>
        <source>Stopped after %1 of %2 rounds.</source>
        <translation>%2回中%1回で停止しました。</translation>
    </message>
    <message>
        <source>The comparison failed: %1</source>
        <translation>比較に失敗しました: %1</translation>
    </message>
    <message>
        <source>%1  (× %2)</source>
        <translation>%1  (× %2)</translation>
    </message>
    <message>
        <source>not to be had here</source>
        <translation>ここでは使えません</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>Save chart as PNG</source>
        <translation>グラフをPNGで保存</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG画像 (*.png)</translation>
    </message>
    <message>
        <source>Cannot write %1.</source>
        <translation>%1に書き込めません。</translation>
    </message>
    <message>
        <source>Save table as CSV</source>
        <translation>表をCSVで保存</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>カンマ区切り (*.csv)</translation>
    </message>
    <message>
        <source>Cannot write %1: %2.</source>
        <translation>%1に書き込めません: %2。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::LogView</name>
    <message>
        <source>&amp;Copy</source>
        <translation>コピー(&amp;C)</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::Main</name>
    <message>
        <source>argument %1 is not text in this locale; write such bytes as \xHH</source>
        <translation>引数%1はこのロケールの文字ではありません。そのようなバイトは\xHHと書いてください</translation>
    </message>
    <message>
        <source>%1 (try --help)</source>
        <translation>%1 (--helpをご覧ください)</translation>
    </message>
    <message>
        <source>no display to show a window on; --headless works in the terminal</source>
        <translation>ウィンドウを表示するディスプレイがありません。--headlessなら端末で動きます</translation>
    </message>
    <message>
        <source>the windows are not installed (%1); --headless works in the terminal</source>
        <translation>ウィンドウがインストールされていません(%1)。--headlessなら端末で動きます</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::MechanismRunner</name>
    <message>
        <source>it did not come to an end</source>
        <translation>終わりませんでした</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ObjectErrors</name>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1が失敗しました: %2</translation>
    </message>
    <message>
        <source>Cannot look into %1: there is no such object.</source>
        <translation>%1の内容を見られません。そのオブジェクトはありません。</translation>
    </message>
    <message>
        <source>Cannot look into %1: it is no shared memory object, but a file of another type, and never opened.</source>
        <translation>%1の内容を見られません。共有メモリオブジェクトではなく別の種類のファイルなので、決して開きません。</translation>
    </message>
    <message>
        <source>Cannot look into %1: it is another object by now. Refresh.</source>
        <translation>%1の内容を見られません。もう別のオブジェクトになっています。更新してください。</translation>
    </message>
    <message>
        <source>Cannot look into %1: %2.</source>
        <translation>%1の内容を見られません。%2。</translation>
    </message>
    <message>
        <source>%1 was not removed: it is gone already.</source>
        <translation>%1を削除しませんでした。既になくなっています。</translation>
    </message>
    <message>
        <source>%1 was not removed: it is not yours, and /dev/shm lets only owners remove (sticky). Remove it as the user who owns it.</source>
        <translation>%1を削除しませんでした。他のユーザのもので、/dev/shmでは所有者だけが削除できます(スティッキービット)。所有者のユーザとして削除してください。</translation>
    </message>
    <message>
        <source>%1 was not removed: somebody may be using it by now. Refresh and look again.</source>
        <translation>%1を削除しませんでした。誰かが使い始めたかもしれません。更新してもう一度確認してください。</translation>
    </message>
    <message>
        <source>%1 was not removed: its name leads to another object by now. Refresh and look again.</source>
        <translation>%1を削除しませんでした。名前はもう別のオブジェクトを指しています。更新してもう一度確認してください。</translation>
    </message>
    <message>
        <source>%1 was not removed: it is no shared memory object, but a file of another type.</source>
        <translation>%1を削除しませんでした。共有メモリオブジェクトではなく、別の種類のファイルです。</translation>
    </message>
    <message>
        <source>%1 was not removed: %2.</source>
        <translation>%1を削除しませんでした。%2。</translation>
    </message>
    <message>
        <source>%1 was not put back: the name is in use again. Remove or rename that object first.</source>
        <translation>%1を元に戻せませんでした。名前がまた使われています。先にそのオブジェクトを削除するか、名前を変えてください。</translation>
    </message>
    <message>
        <source>%1 was not put back: /dev/shm is full. Make room and try again.</source>
        <translation>%1を元に戻せませんでした。/dev/shmに空きがありません。空きを作ってもう一度試してください。</translation>
    </message>
    <message>
        <source>%1 was not put back: %2.</source>
        <translation>%1を元に戻せませんでした。%2。</translation>
    </message>
    <message>
        <source>an offset is missing</source>
        <translation>オフセットがありません</translation>
    </message>
    <message>
        <source>not understood at character %1; an offset is like 4096, 0x40+8*3, 2M or end-16</source>
        <translation>%1文字目を解釈できません。オフセットは4096、0x40+8*3、2M、end-16のように書きます</translation>
    </message>
    <message>
        <source>more than 64 bits</source>
        <translation>64ビットを超えています</translation>
    </message>
    <message>
        <source>a division by zero</source>
        <translation>0で割っています</translation>
    </message>
    <message>
        <source>less than zero</source>
        <translation>0より小さい値です</translation>
    </message>
    <message>
        <source>Cannot look into %1: its mode and owner do not let you read it.</source>
        <translation>%1の中を見られません: モードと所有者により読むことが許されません。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ObjectFilter</name>
    <message>
        <source>No regular expression: %1, at character %2.</source>
        <translation>正規表現ではありません: %2文字目、%1。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ObjectTable</name>
    <message>
        <source>Shared memory objects</source>
        <translation>共有メモリオブジェクト</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ObjectTableModel</name>
    <message>
        <source>%1 ⚠ two inodes</source>
        <translation>%1 ⚠ 二つのinode</translation>
    </message>
    <message>
        <source>%1, vanished</source>
        <translation>%1、消滅</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Allocated</source>
        <translation>割り当て</translation>
    </message>
    <message>
        <source>Holders</source>
        <translation>保持プロセス</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>モード</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>作成日時</translation>
    </message>
    <message>
        <source>Modified</source>
        <translation>更新日時</translation>
    </message>
    <message>
        <source>Inode</source>
        <translation>inode</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ObjectText</name>
    <message>
        <source>Somebody maps it, holds it open or locks it.</source>
        <translation>誰かがマップしているか、開いているか、ロックしています。</translation>
    </message>
    <message>
        <source>It is in use, but a party has owed its answer for some seconds.</source>
        <translation>使用中ですが、答えるべき参加者が数秒間応答していません。</translation>
    </message>
    <message>
        <source>Every process that holds it is stopped; each may go on at any time.</source>
        <translation>保持しているプロセスはすべて停止中です。いつでも再開するかもしれません。</translation>
    </message>
    <message>
        <source>Its name is gone, but processes still hold it; its memory is freed when the last one lets go.</source>
        <translation>名前はなくなりましたが、まだプロセスが保持しています。メモリは最後の一つが手放すと解放されます。</translation>
    </message>
    <message>
        <source>Nobody uses it: it is left over and may be removed.</source>
        <translation>誰も使っていません。取り残されたもので、削除してかまいません。</translation>
    </message>
    <message>
        <source>It belongs to another user, and nobody is seen to use it.</source>
        <translation>他のユーザのもので、使っている者は見えません。</translation>
    </message>
    <message>
        <source>It is no shared memory object, but a file of another type; it is never opened.</source>
        <translation>共有メモリオブジェクトではなく、別の種類のファイルです。決して開きません。</translation>
    </message>
    <message>
        <source>Whether somebody uses it cannot be told from here.</source>
        <translation>誰かが使っているかどうか、ここからは分かりません。</translation>
    </message>
    <message>
        <source>Its name says that pid %1 created it, which is gone.</source>
        <translation>名前によれば作成者はpid %1で、もういません。</translation>
    </message>
    <message>
        <source>Its name says that pid %1 created it; a process of that number runs: %2.</source>
        <translation>名前によれば作成者はpid %1です。その番号のプロセスは動作中です: %2。</translation>
    </message>
    <message>
        <source>The kernel does not record who created it.</source>
        <translation>誰が作ったかをカーネルは記録していません。</translation>
    </message>
    <message>
        <source>joining</source>
        <translation>参加処理中</translation>
    </message>
    <message>
        <source>running</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>leaving</source>
        <translation>離脱処理中</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Presence of the %1: pid %2, %3, hand-overs made: %4%5.</source>
        <translation>%1の存在情報: pid %2、%3、受け渡し%4回%5。</translation>
    </message>
    <message>
        <source>, sleeping until it is woken</source>
        <translation>、起こされるまで眠っています</translation>
    </message>
    <message>
        <source>(no name, %1)</source>
        <translation>(名前なし、%1)</translation>
    </message>
    <message>
        <source>/%1 (unlinked)</source>
        <translation>/%1 (名前は削除済み)</translation>
    </message>
    <message>
        <source>Shmlab exchange</source>
        <translation>Shmlabの交換</translation>
    </message>
    <message>
        <source>plain exchange</source>
        <translation>普通の交換</translation>
    </message>
    <message>
        <source>semaphore</source>
        <translation>セマフォ</translation>
    </message>
    <message>
        <source>Boost managed segment</source>
        <translation>Boostマネージドセグメント</translation>
    </message>
    <message>
        <source>directory</source>
        <translation>ディレクトリ</translation>
    </message>
    <message>
        <source>link</source>
        <translation>リンク</translation>
    </message>
    <message>
        <source>FIFO</source>
        <translation>FIFO</translation>
    </message>
    <message>
        <source>socket</source>
        <translation>ソケット</translation>
    </message>
    <message>
        <source>device</source>
        <translation>デバイス</translation>
    </message>
    <message>
        <source>%1 map</source>
        <translation>map %1</translation>
    </message>
    <message>
        <source>%1 open</source>
        <translation>open %1</translation>
    </message>
    <message>
        <source>%1 lock</source>
        <translation>lock %1</translation>
    </message>
    <message>
        <source>Two inodes under one name: processes still hold another object that had this name. They do not see what is written here.</source>
        <translation>一つの名前に二つのinodeがあります。この名前だった別のオブジェクトを、まだプロセスが保持しています。そのプロセスには、ここに書かれたものは見えません。</translation>
    </message>
    <message>
        <source>Two inodes under one name: the name now leads to another object. Whoever opens it does not get this one.</source>
        <translation>一つの名前に二つのinodeがあります。名前は今では別のオブジェクトを指しており、それを開いてもこのオブジェクトにはなりません。</translation>
    </message>
    <message>
        <source>It is only mapped, and the kernel shows no more of it than its extent.</source>
        <translation>マップされているだけで、カーネルが示すのはその範囲だけです。</translation>
    </message>
    <message>
        <source>Counters: server %1, client %2.</source>
        <translation>カウンタ: サーバ%1、クライアント%2。</translation>
    </message>
    <message>
        <source>no objects</source>
        <translation>オブジェクトなし</translation>
    </message>
    <message>
        <source>1 object</source>
        <translation>オブジェクト1個</translation>
    </message>
    <message>
        <source>%1 objects</source>
        <translation>オブジェクト%1個</translation>
    </message>
    <message>
        <source>/dev/shm is missing</source>
        <translation>/dev/shmがありません</translation>
    </message>
    <message>
        <source>/dev/shm: %1 of %2 free</source>
        <translation>/dev/shm: 空き%1 / %2</translation>
    </message>
    <message>
        <source>Holders are incomplete: processes of other users hidden: %1.</source>
        <translation>保持プロセスは不完全です。見えない他のユーザのプロセス: %1。</translation>
    </message>
    <message>
        <source>Holders are incomplete: this program runs in a PID namespace of its own.</source>
        <translation>保持プロセスは不完全です。このプログラムは独自のPID名前空間の中で動いています。</translation>
    </message>
    <message>
        <source>You are root: nothing here is protected from you. Removing keeps all its questions.</source>
        <translation>rootで動作しています。ここにあるものは何一つ保護されません。削除前の確認は省かれません。</translation>
    </message>
    <message>
        <source>It has %1 names (hard links): removing one of them frees nothing.</source>
        <translation>名前が%1個あります(ハードリンク)。1つを削除しても何も解放されません。</translation>
    </message>
    <message>
        <source>Holders are incomplete: processes hidden even from root: %1.</source>
        <translation>保持者の一覧は不完全です。rootにも見えないプロセス: %1。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ObjectsCommand</name>
    <message>
        <source>  kind: %1</source>
        <translation>  種類: %1</translation>
    </message>
    <message>
        <source>  size: %1, really allocated: %2</source>
        <translation>  サイズ: %1、実際の割り当て: %2</translation>
    </message>
    <message>
        <source>  mode: %1, owner: %2, inode: %3, links: %4</source>
        <translation>  モード: %1、所有者: %2、inode: %3、リンク数: %4</translation>
    </message>
    <message>
        <source>  created: %1, modified: %2</source>
        <translation>  作成: %1、更新: %2</translation>
    </message>
    <message>
        <source>cannot look at the objects: %1 failed: %2</source>
        <translation>オブジェクトを調べられません: %1が失敗しました: %2</translation>
    </message>
    <message>
        <source>there is no object %1</source>
        <translation>オブジェクト%1はありません</translation>
    </message>
    <message>
        <source>removed %1
</source>
        <translation>%1を削除しました
</translation>
    </message>
    <message>
        <source>nothing is stale
</source>
        <translation>STALEのオブジェクトはありません
</translation>
    </message>
    <message>
        <source>shmlab rm --stale --yes removes these
</source>
        <translation>shmlab rm --stale --yesでこれらを削除します
</translation>
    </message>
    <message>
        <source>Type the name to remove it all the same: </source>
        <translation>それでも削除するには名前を入力: </translation>
    </message>
    <message>
        <source>not removed: it is no shared memory object</source>
        <translation>削除しませんでした: 共有メモリオブジェクトではありません</translation>
    </message>
    <message>
        <source>not removed: that is not its name</source>
        <translation>削除しませんでした: 名前が違います</translation>
    </message>
    <message>
        <source>not removed: it is not stale (--force asks for its name)</source>
        <translation>削除しませんでした: STALEではありません(--forceを付けると名前を尋ねます)</translation>
    </message>
    <message>
        <source>VERDICT</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>SIZE</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>ALLOCATED</source>
        <translation>割り当て</translation>
    </message>
    <message>
        <source>MODE</source>
        <translation>モード</translation>
    </message>
    <message>
        <source>OWNER</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>CREATED</source>
        <translation>作成日時</translation>
    </message>
    <message>
        <source>MODIFIED</source>
        <translation>更新日時</translation>
    </message>
    <message>
        <source>INODE</source>
        <translation>inode</translation>
    </message>
    <message>
        <source>HOLDERS</source>
        <translation>保持プロセス</translation>
    </message>
    <message>
        <source>KIND</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>名前</translation>
    </message>
    <message>
        <source> (two inodes under one name)</source>
        <translation> (一つの名前に二つのinode)</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ObjectsWindow</name>
    <message>
        <source>Objects – Shmlab</source>
        <translation>オブジェクト – Shmlab</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>更新(&amp;R)</translation>
    </message>
    <message>
        <source>Look at all objects now</source>
        <translation>すべてのオブジェクトを今すぐ調べる</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>一時停止(&amp;P)</translation>
    </message>
    <message>
        <source>Keep the table as it is</source>
        <translation>表をそのまま保つ</translation>
    </message>
    <message>
        <source>&amp;Join as client</source>
        <translation>クライアントとして参加(&amp;J)</translation>
    </message>
    <message>
        <source>Take part in this exchange</source>
        <translation>この交換に参加する</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>オブジェクト</translation>
    </message>
    <message>
        <source>looking…</source>
        <translation>調べています…</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>根拠</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>タイムライン</translation>
    </message>
    <message>
        <source>Value at the cursor</source>
        <translation>カーソル位置の値</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Watches</source>
        <translation>ウォッチ</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Open watches…</source>
        <translation>ウォッチを開く(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Save watches…</source>
        <translation>ウォッチを保存(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Record watches…</source>
        <translation>ウォッチを記録(&amp;R)…</translation>
    </message>
    <message>
        <source>End &amp;recording</source>
        <translation>記録を終了(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>閉じる(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>Fi&amp;lter objects</source>
        <translation>オブジェクトを絞り込む(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Object</source>
        <translation>オブジェクト(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Update every</source>
        <translation>更新間隔(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>列(&amp;C)</translation>
    </message>
    <message>
        <source>Cannot look at the objects: %1 failed: %2.</source>
        <translation>オブジェクトを調べられません。%1が失敗しました: %2。</translation>
    </message>
    <message>
        <source>looked in %1</source>
        <translation>確認に%1</translation>
    </message>
    <message>
        <source>Choose an object to see what its verdict rests on.</source>
        <translation>オブジェクトを選ぶと、判定の根拠が見えます。</translation>
    </message>
    <message>
        <source>Kind: %1. Really allocated: %2.</source>
        <translation>種類: %1。実際の割り当て: %2。</translation>
    </message>
    <message>
        <source>Cannot start %1.</source>
        <translation>%1を起動できません。</translation>
    </message>
    <message>
        <source>All objects of /dev/shm, and those that lost their name but are still held. The verdict says whether somebody uses one; click on a title to sort.</source>
        <translation>/dev/shmのすべてのオブジェクトと、名前を失ってもまだ保持されているものです。誰かが使っているかは判定で分かります。見出しをクリックすると並べ替えます。</translation>
    </message>
    <message>
        <source>Show only some: by name, kind or program, by verdict, by owner.</source>
        <translation>名前、種類、プログラム、判定、所有者で絞り込めます。</translation>
    </message>
    <message>
        <source>Here is what the verdict of the chosen object rests on: who maps, opens or locks it, what the kernel says, and what could not be seen.</source>
        <translation>選んだオブジェクトの判定の根拠です。誰がマップし、開き、ロックしているか、カーネルが何と言っているか、何が見えなかったかが出ます。</translation>
    </message>
    <message>
        <source>Look inside, live and without disturbing anybody: what changes lights up. Select bytes and watch them with Ctrl+W.</source>
        <translation>誰の邪魔もせずに、内容をその場で見られます。変わったところが光ります。バイトを選んでCtrl+Wでウォッチに追加できます。</translation>
    </message>
    <message>
        <source>Remove asks first, shows the evidence, and can be undone.</source>
        <translation>削除は根拠を示して先に確認し、元に戻せます。</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>消滅</translation>
    </message>
    <message>
        <source>This is what was known of it last:</source>
        <translation>最後に分かっていたこと：</translation>
    </message>
    <message>
        <source>What happened to each name while this window was open: made, sized, mapped, unlinked, made again.</source>
        <translation>このウィンドウを開いている間に、それぞれの名前に起きたことです。作成、サイズ変更、マップ、名前の削除、再作成を記録します。</translation>
    </message>
    <message>
        <source>Watches show numbers live, with their rate of change and limits, plot those that are ticked, and record them to a file.</source>
        <translation>ウォッチは数値を、変化の速さや最小・最大とともに刻々と示します。チェックしたものはグラフに描き、ファイルにも記録できます。</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>コピー(&amp;C)</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::PaceControls</name>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>Time from turn to turn; may be changed while it runs</source>
        <translation>ターンの間隔。実行中も変更できます</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>無限</translation>
    </message>
    <message>
        <source>How many turns to make; 0 goes on for ever</source>
        <translation>ターンの回数。0は無限</translation>
    </message>
    <message>
        <source>T&amp;urns:</source>
        <translation>ターン(&amp;U):</translation>
    </message>
    <message>
        <source>Timer</source>
        <translation>タイマー</translation>
    </message>
    <message>
        <source>Full speed</source>
        <translation>全速</translation>
    </message>
    <message>
        <source>Full speed, spinning</source>
        <translation>全速、スピン</translation>
    </message>
    <message>
        <source>Full speed, sleeping</source>
        <translation>全速、スリープ</translation>
    </message>
    <message>
        <source>A turn each period</source>
        <translation>間隔ごとに1ターン</translation>
    </message>
    <message>
        <source>Answers at once; looks briefly, then sleeps until it is woken</source>
        <translation>すぐに答える。短く見てから、起こされるまで眠る</translation>
    </message>
    <message>
        <source>Answers at once; looks all the time, on a core of its own</source>
        <translation>すぐに答える。コアを一つ使って見続ける</translation>
    </message>
    <message>
        <source>What makes the turns; may be changed while it runs</source>
        <translation>何がターンを進めるか。実行中も変えられます</translation>
    </message>
    <message>
        <source>Pac&amp;e:</source>
        <translation>ペース(&amp;E):</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>間隔</translation>
    </message>
    <message>
        <source>Answers at once; sleeps until it is woken</source>
        <translation>すぐに答える。起こされるまで眠る</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::RemovalActions</name>
    <message>
        <source>%1 of %2 objects were put back.</source>
        <translation>%2個のうち%1個のオブジェクトを元に戻しました。</translation>
    </message>
    <message>
        <source>%1 of %2 objects were removed.</source>
        <translation>%2個のうち%1個のオブジェクトを削除しました。</translation>
    </message>
    <message>
        <source>Of one that was removed no copy could be kept.</source>
        <translation>削除したものの1つはコピーを残せませんでした。</translation>
    </message>
    <message>
        <source>Of %1 that were removed no copy could be kept.</source>
        <translation>削除したもののうち%1個はコピーを残せませんでした。</translation>
    </message>
    <message>
        <source>Re&amp;move…</source>
        <translation>削除(&amp;M)…</translation>
    </message>
    <message>
        <source>Remove this object, after a question</source>
        <translation>確認の後、このオブジェクトを削除する</translation>
    </message>
    <message>
        <source>Remove all &amp;stale…</source>
        <translation>STALEをすべて削除(&amp;S)…</translation>
    </message>
    <message>
        <source>List what nobody uses, and remove it</source>
        <translation>誰も使っていないものを一覧にして削除する</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>Put back what was removed last</source>
        <translation>最後に削除したものを元に戻す</translation>
    </message>
    <message>
        <source>Removing %1…</source>
        <translation>%1を削除しています…</translation>
    </message>
    <message>
        <source>Removing what nobody uses…</source>
        <translation>誰も使っていないものを削除しています…</translation>
    </message>
    <message>
        <source>Putting back what was removed…</source>
        <translation>削除したものを元に戻しています…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>&amp;Undo removal of %1</source>
        <translation>%1の削除を元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Undo removal of %1 objects</source>
        <translation>%1個のオブジェクトの削除を元に戻す(&amp;U)</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::RemoveDialog</name>
    <message>
        <source>Processes use it. They keep what they have, but no other process will find it again, and programs may fail or lose data.</source>
        <translation>使っているプロセスがあります。それらは今持っているものを使い続けますが、他のプロセスからはもう見つからず、プログラムの失敗やデータの損失につながるおそれがあります。</translation>
    </message>
    <message>
        <source>Whether somebody uses it cannot be told: the list above says what could not be seen.</source>
        <translation>誰かが使っているかどうか分かりません。何が見えなかったかは上の一覧にあります。</translation>
    </message>
    <message>
        <source>It belongs to another user.</source>
        <translation>他のユーザのものです。</translation>
    </message>
    <message>
        <source>Edit &gt; Undo puts it back while this program runs.</source>
        <translation>このプログラムの実行中は「編集 &gt; 元に戻す」で戻せます。</translation>
    </message>
    <message>
        <source>It is too large for an undo copy: this cannot be undone.</source>
        <translation>大きすぎてコピーを残せないため、元に戻せません。</translation>
    </message>
    <message>
        <source>%1 – %2, %3, owner %4</source>
        <translation>%1 – %2、%3、所有者%4</translation>
    </message>
    <message>
        <source>Remove all that nobody uses? %1</source>
        <translation>誰も使っていないものをすべて削除しますか? %1</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>根拠</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>削除(&amp;R)</translation>
    </message>
    <message>
        <source>The object&apos;s name</source>
        <translation>オブジェクトの名前</translation>
    </message>
    <message>
        <source>Type its &amp;name to remove it all the same:</source>
        <translation>それでも削除するには、その名前を入力してください(&amp;N):</translation>
    </message>
    <message>
        <source>Each is checked again before it goes. Edit &gt; Undo puts them back, as long as there is room for copies (%1).</source>
        <translation>削除の直前に1つずつもう一度確認します。コピーを置く余地がある限り（%1）、「編集」&gt;「元に戻す」でまとめて元に戻せます。</translation>
    </message>
    <message>
        <source>It may not be read, so there is no undo copy: this cannot be undone.</source>
        <translation>読み取れないため、元に戻すための写しを作れません。この操作は取り消せません。</translation>
    </message>
    <message>
        <source>Remove %1, %2, kind: %3, owner %4?</source>
        <translation>%1 (%2、種類: %3、所有者: %4)を削除しますか?</translation>
    </message>
    <message>
        <source>Edit &gt; Undo makes a new object of this name with a copy of the bytes; processes that use the one of now stay with that.</source>
        <translation>「編集」&gt;「元に戻す」は、バイトの写しを持つ同じ名前の新しいオブジェクトを作ります。今のものを使っているプロセスはそのままです。</translation>
    </message>
    <message>
        <source>Those that the filter hides stay: %1.</source>
        <translation>フィルタで隠れているものは残ります: %1。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::RoleChooser</name>
    <message>
        <source>Shmlab</source>
        <translation>Shmlab</translation>
    </message>
    <message>
        <source>The server creates one page of shared memory and the client joins it. Each owns one counter in it and keeps writing a number larger than the other&apos;s: “I am taller”. You see every number, byte and system call as it happens, and may stop, step and break the exchange at any time.</source>
        <translation>サーバが共有メモリを1ページ作り、クライアントがそこに参加します。それぞれが自分のカウンタを持ち、相手より大きい数を書き続けます:「I am taller」。すべての数、バイト、システムコールがその場で見え、いつでも止め、一歩ずつ進め、壊してみることができます。</translation>
    </message>
    <message>
        <source>Object &amp;name:</source>
        <translation>オブジェクト名(&amp;N):</translation>
    </message>
    <message>
        <source>Object name</source>
        <translation>オブジェクト名</translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation>サーバ(&amp;S)</translation>
    </message>
    <message>
        <source>creates the object and removes it at the end</source>
        <translation>オブジェクトを作り、最後に削除します</translation>
    </message>
    <message>
        <source>&amp;Client</source>
        <translation>クライアント(&amp;C)</translation>
    </message>
    <message>
        <source>joins the object that a server has created</source>
        <translation>サーバが作ったオブジェクトに参加します</translation>
    </message>
    <message>
        <source>&amp;Both</source>
        <translation>両方(&amp;B)</translation>
    </message>
    <message>
        <source>a window each, two processes, started at once</source>
        <translation>それぞれのウィンドウ、二つのプロセス、すぐに開始</translation>
    </message>
    <message>
        <source>all shared memory of this machine, judged and looked into</source>
        <translation>このマシンのすべての共有メモリを判定し、内容を見ます</translation>
    </message>
    <message>
        <source>Look at &amp;objects</source>
        <translation>オブジェクトを見る(&amp;O)</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::SearchBar</name>
    <message>
        <source>Text</source>
        <translation>テキスト</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>16進</translation>
    </message>
    <message>
        <source>What is searched for</source>
        <translation>検索するものの形式</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>検索…</translation>
    </message>
    <message>
        <source>Find bytes or text</source>
        <translation>バイトまたはテキストを検索</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>中止しました</translation>
    </message>
    <message>
        <source>not hex like de ad be ef</source>
        <translation>de ad be efのような16進ではありません</translation>
    </message>
    <message>
        <source>no thread is to be had</source>
        <translation>スレッドを作れません</translation>
    </message>
    <message>
        <source>searching…</source>
        <translation>検索中…</translation>
    </message>
    <message>
        <source>searching… at %1</source>
        <translation>検索中… %1の位置</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>見つかりません</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>前を検索</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>次を検索</translation>
    </message>
    <message>
        <source>it cannot be opened any more</source>
        <translation>もう開けません</translation>
    </message>
    <message>
        <source>from the beginning</source>
        <translation>先頭から続けました</translation>
    </message>
    <message>
        <source>from the end</source>
        <translation>末尾から続けました</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::StatusStrip</name>
    <message>
        <source>Verdict on the object</source>
        <translation>オブジェクトの判定</translation>
    </message>
    <message>
        <source>What is going on</source>
        <translation>今の状況</translation>
    </message>
    <message>
        <source>What the verdict rests on</source>
        <translation>判定の根拠</translation>
    </message>
    <message>
        <source>&amp;Why?</source>
        <translation>なぜ(&amp;W)</translation>
    </message>
    <message>
        <source>Show what the verdict rests on</source>
        <translation>判定の根拠を表示</translation>
    </message>
    <message>
        <source>&amp;Remove it and start</source>
        <translation>削除して開始(&amp;R)</translation>
    </message>
    <message>
        <source>Start a&amp;gain</source>
        <translation>もう一度開始(&amp;G)</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::StatusText</name>
    <message>
        <source>server %1, client %2</source>
        <translation>サーバ%1、クライアント%2</translation>
    </message>
    <message>
        <source>Done. Turns made: %1; %2.</source>
        <translation>完了。ターン数: %1、%2。</translation>
    </message>
    <message>
        <source>Stopped. Turns made: %1; %2.</source>
        <translation>停止しました。ターン数: %1、%2。</translation>
    </message>
    <message>
        <source>The server of %1 is gone; %2.</source>
        <translation>%1のサーバはいなくなりました。%2。</translation>
    </message>
    <message>
        <source>Somebody cut %1 short while it was in use; its bytes are lost. Start again.</source>
        <translation>使用中に誰かが%1を切り詰め、バイトが失われました。もう一度開始してください。</translation>
    </message>
    <message>
        <source>The name was gone already: somebody else removed it.</source>
        <translation>名前は既になくなっていました。他の誰かが削除しました。</translation>
    </message>
    <message>
        <source>The name leads to another object by now, which was left alone.</source>
        <translation>名前はもう別のオブジェクトを指しているため、それには触れませんでした。</translation>
    </message>
    <message>
        <source> The peer reset my counter to 0, as a plain client does when it joins; counting went on.</source>
        <translation> 相手が私のカウンタを0に戻しました。普通のクライアントは参加時にそうします。数え続けています。</translation>
    </message>
    <message>
        <source> Somebody cleared the object&apos;s bytes; counting went on from 0.</source>
        <translation> 誰かがオブジェクトのバイトを消しました。0から数え続けています。</translation>
    </message>
    <message>
        <source> Somebody else wrote this side&apos;s counter; counting went on from there.</source>
        <translation> 他の誰かがこちら側のカウンタを書きました。そこから数え続けています。</translation>
    </message>
    <message>
        <source> The %1 has not answered for some seconds; it is alive and may go on at any time.</source>
        <translation> %1は数秒間応答していません。生きており、いつでも再開するかもしれません。</translation>
    </message>
    <message>
        <source> The %1 is stopped, by a signal or a debugger; it goes on when it is continued.</source>
        <translation> %1はシグナルかデバッガで停止中です。再開させれば続きます。</translation>
    </message>
    <message>
        <source>%1 is there; no client has joined yet.</source>
        <translation>%1ができました。まだクライアントは参加していません。</translation>
    </message>
    <message>
        <source>Joined %1, but no server shows itself.</source>
        <translation>%1に参加しましたが、サーバを確認できません。</translation>
    </message>
    <message>
        <source>Exchanging over %1 with %2.</source>
        <translation>%1で%2と交換中。</translation>
    </message>
    <message>
        <source>The %1 has left %2; waiting for another one.</source>
        <translation>%1は%2を去りました。次を待っています。</translation>
    </message>
    <message>
        <source>The %1 of %2 died without leaving; waiting for another one.</source>
        <translation>%2の%1は離脱せずに異常終了しました。次を待っています。</translation>
    </message>
    <message>
        <source>Waiting for a server to create %1.</source>
        <translation>サーバが%1を作るのを待っています。</translation>
    </message>
    <message>
        <source>Somebody removed the name %1: the exchange goes on, but nobody new can join until the server starts again.</source>
        <translation>誰かが名前%1を削除しました。交換は続きますが、サーバが再び開始するまで誰も新たに参加できません。</translation>
    </message>
    <message>
        <source>Paused. </source>
        <translation>一時停止中。</translation>
    </message>
    <message>
        <source>Ready to create %1. Press Start.</source>
        <translation>%1を作る準備ができました。開始を押してください。</translation>
    </message>
    <message>
        <source>Ready to join %1. Press Start.</source>
        <translation>%1に参加する準備ができました。開始を押してください。</translation>
    </message>
    <message>
        <source>Waiting for the creator of %1 to size it.</source>
        <translation>%1の作成者がサイズを決めるのを待っています。</translation>
    </message>
    <message>
        <source>The server of %1 is gone; waiting for a new one.</source>
        <translation>%1のサーバはいなくなりました。新しいサーバを待っています。</translation>
    </message>
    <message>
        <source>pid %1</source>
        <translation>pid %1</translation>
    </message>
    <message>
        <source>process not known</source>
        <translation>プロセス不明</translation>
    </message>
    <message>
        <source>nobody seen yet</source>
        <translation>まだ誰も見えません</translation>
    </message>
    <message>
        <source>plain program, %1</source>
        <translation>普通のプログラム、%1</translation>
    </message>
    <message>
        <source>%1, paused</source>
        <translation>%1、一時停止中</translation>
    </message>
    <message>
        <source>the %1 has left</source>
        <translation>%1は去りました</translation>
    </message>
    <message>
        <source>the %1 died</source>
        <translation>%1は異常終了しました</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::SystemCallModel</name>
    <message>
        <source>Time (s)</source>
        <translation>時刻 (s)</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>呼び出し</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>引数</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>所要時間</translation>
    </message>
    <message>
        <source>In plain words</source>
        <translation>説明</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::TableStyle</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::TimelineModel</name>
    <message>
        <source>let go by %1</source>
        <translation>%1が手放した</translation>
    </message>
    <message>
        <source>sized from %1 to %2</source>
        <translation>サイズ変更: %1 → %2</translation>
    </message>
    <message>
        <source>mode changed from %1 to %2</source>
        <translation>モード変更: %1 → %2</translation>
    </message>
    <message>
        <source>owner changed from %1 to %2</source>
        <translation>所有者変更: %1 → %2</translation>
    </message>
    <message>
        <source>inode %1, %2, %3</source>
        <translation>inode %1、%2、%3</translation>
    </message>
    <message>
        <source>held without a name: %1</source>
        <translation>名前なしで保持: %1</translation>
    </message>
    <message>
        <source>was there: %1</source>
        <translation>以前から存在: %1</translation>
    </message>
    <message>
        <source>created: %1</source>
        <translation>作成: %1</translation>
    </message>
    <message>
        <source>unlinked</source>
        <translation>名前が削除された</translation>
    </message>
    <message>
        <source>freed: the last holder let go</source>
        <translation>解放: 最後の保持プロセスが手放した</translation>
    </message>
    <message>
        <source>created again as inode %1, which was %2</source>
        <translation>inode %1として作り直された(以前は%2)</translation>
    </message>
    <message>
        <source>verdict: %1, was %2</source>
        <translation>判定: %1(以前は%2)</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>起きたこと</translation>
    </message>
    <message>
        <source>mapped to write by %1</source>
        <translation>%1が読み書き用にマップ</translation>
    </message>
    <message>
        <source>mapped to read by %1</source>
        <translation>%1が読み取り用にマップ</translation>
    </message>
    <message>
        <source>opened by %1</source>
        <translation>%1が開いた</translation>
    </message>
    <message>
        <source>created and removed between two looks</source>
        <translation>2回の調査の間に作成され、削除された</translation>
    </message>
    <message>
        <source>unmapped by %1</source>
        <translation>%1がマップを解除</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::TimelinePanel</name>
    <message>
        <source>Only the selected object</source>
        <translation>選択したオブジェクトのみ</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>タイムライン</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::Tour</name>
    <message>
        <source>Tour</source>
        <translation>ツアー</translation>
    </message>
    <message>
        <source>S&amp;kip</source>
        <translation>スキップ(&amp;K)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>次へ(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation>完了(&amp;D)</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::TurnLogModel</name>
    <message>
        <source>Turn</source>
        <translation>ターン</translation>
    </message>
    <message>
        <source>Time (s)</source>
        <translation>時刻 (s)</translation>
    </message>
    <message>
        <source>Own</source>
        <translation>自分</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>相手</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>起きたこと</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ValueModel</name>
    <message>
        <source>Type</source>
        <translation>型</translation>
    </message>
    <message>
        <source>Little-endian</source>
        <translation>リトルエンディアン</translation>
    </message>
    <message>
        <source>Big-endian</source>
        <translation>ビッグエンディアン</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ViewMenu</name>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>外観(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>言語(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>配置をリセット(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Follow the desktop</source>
        <translation>デスクトップに合わせる(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>ライト(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>ダーク(&amp;D)</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>The language changes when the window is opened again.</source>
        <translation>言語は次にウィンドウを開いたときに変わります。</translation>
    </message>
    <message>
        <source>Follow the &amp;system</source>
        <translation>システムに合わせる(&amp;S)</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::WatchDialog</name>
    <message>
        <source>Watch</source>
        <translation>ウォッチ</translation>
    </message>
    <message>
        <source>Little-endian</source>
        <translation>リトルエンディアン</translation>
    </message>
    <message>
        <source>Big-endian</source>
        <translation>ビッグエンディアン</translation>
    </message>
    <message>
        <source>Decimal</source>
        <translation>10進</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>16進</translation>
    </message>
    <message>
        <source>&amp;Label:</source>
        <translation>ラベル(&amp;L):</translation>
    </message>
    <message>
        <source>&amp;Object:</source>
        <translation>オブジェクト(&amp;O):</translation>
    </message>
    <message>
        <source>O&amp;ffset:</source>
        <translation>オフセット(&amp;F):</translation>
    </message>
    <message>
        <source>&amp;Type:</source>
        <translation>型(&amp;T):</translation>
    </message>
    <message>
        <source>&amp;Count:</source>
        <translation>個数(&amp;C):</translation>
    </message>
    <message>
        <source>&amp;Byte order:</source>
        <translation>バイト順(&amp;B):</translation>
    </message>
    <message>
        <source>Fo&amp;rmat:</source>
        <translation>表示形式(&amp;R):</translation>
    </message>
    <message>
        <source>no object is that large</source>
        <translation>それほど大きいオブジェクトはありません</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::WatchFile</name>
    <message>
        <source>&quot;object&quot; is no object name</source>
        <translation>「object」がオブジェクト名ではありません</translation>
    </message>
    <message>
        <source>&quot;offset&quot; is no whole number from 0 on</source>
        <translation>「offset」が0以上の整数ではありません</translation>
    </message>
    <message>
        <source>&quot;type&quot; is none of those known</source>
        <translation>「type」が知らない型です</translation>
    </message>
    <message>
        <source>&quot;count&quot; is no whole number from 1 to %1</source>
        <translation>「count」が1から%1までの整数ではありません</translation>
    </message>
    <message>
        <source>&quot;order&quot; is neither &quot;little&quot; nor &quot;big&quot;</source>
        <translation>「order」が「little」でも「big」でもありません</translation>
    </message>
    <message>
        <source>no JSON: %1 at byte %2</source>
        <translation>JSONではありません: バイト%2で%1</translation>
    </message>
    <message>
        <source>no file of watches, or one of a later version</source>
        <translation>ウォッチのファイルではないか、より新しい版のものです</translation>
    </message>
    <message>
        <source>more than %1 watches</source>
        <translation>ウォッチが%1個を超えています</translation>
    </message>
    <message>
        <source>watch %1: %2</source>
        <translation>ウォッチ%1: %2</translation>
    </message>
    <message>
        <source>&quot;watches&quot; is no list</source>
        <translation>&quot;watches&quot;がリストではありません</translation>
    </message>
    <message>
        <source>&quot;format&quot; is neither &quot;decimal&quot; nor &quot;hex&quot;</source>
        <translation>&quot;format&quot;が&quot;decimal&quot;でも&quot;hex&quot;でもありません</translation>
    </message>
    <message>
        <source>%1 at 0x%2</source>
        <translation>%1の0x%2</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::WatchModel</name>
    <message>
        <source>cannot be read</source>
        <translation>読めません</translation>
    </message>
    <message>
        <source>, big-endian</source>
        <translation>、ビッグエンディアン</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>Plot, label</source>
        <translation>グラフ、ラベル</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>オブジェクト</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>オフセット</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>型</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>変化</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>最小</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>最大</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::WatchPanel</name>
    <message>
        <source>Watches</source>
        <translation>ウォッチ</translation>
    </message>
    <message>
        <source>A&amp;dd…</source>
        <translation>追加(&amp;A)…</translation>
    </message>
    <message>
        <source>Chan&amp;ge…</source>
        <translation>変更(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Reset limits</source>
        <translation>最小・最大をリセット(&amp;R)</translation>
    </message>
    <message>
        <source>R&amp;ecord…</source>
        <translation>記録(&amp;E)…</translation>
    </message>
    <message>
        <source>Samples a second</source>
        <translation>毎秒のサンプル数</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>毎秒%1回</translation>
    </message>
    <message>
        <source>as fast as possible</source>
        <translation>できるだけ速く</translation>
    </message>
    <message>
        <source>The recording ended: %1.</source>
        <translation>記録が終わりました: %1。</translation>
    </message>
    <message>
        <source>Open watches</source>
        <translation>ウォッチを開く</translation>
    </message>
    <message>
        <source>Watches (*.json)</source>
        <translation>ウォッチ (*.json)</translation>
    </message>
    <message>
        <source>Save watches</source>
        <translation>ウォッチを保存</translation>
    </message>
    <message>
        <source>Cannot read %1: %2.</source>
        <translation>%1を読めません: %2。</translation>
    </message>
    <message>
        <source>Cannot write %1: %2.</source>
        <translation>%1に書き込めません: %2。</translation>
    </message>
    <message>
        <source>Record watches</source>
        <translation>ウォッチを記録</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>カンマ区切り (*.csv)</translation>
    </message>
    <message>
        <source>End r&amp;ecording</source>
        <translation>記録を終了(&amp;E)</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>削除(&amp;D)</translation>
    </message>
    <message>
        <source>Of %1 ticked numbers the first %2 are plotted.</source>
        <translation>チェックした数値%1個のうち最初の%2個を描きます。</translation>
    </message>
    <message>
        <source>The watches here have changed since they were last saved or opened. Replace them by those of %1, or add those to them?</source>
        <translation>ここのウォッチは、最後に保存したか開いたあとに変更されています。%1のウォッチに置き換えますか、それとも追加しますか。</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>置き換える(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Add to them</source>
        <translation>追加する(&amp;A)</translation>
    </message>
    <message>
        <source>Cannot add those of %1: more than %2 watches.</source>
        <translation>%1のウォッチを追加できません: %2個を超えます。</translation>
    </message>
    <message>
        <source>Recorded to %1: %2</source>
        <translation>%1に記録しました: %2</translation>
    </message>
    <message>
        <source>Recorded to %1, which is not whole (%2): %3</source>
        <translation>%1に記録しましたが、完全ではありません(%2): %3</translation>
    </message>
    <message>
        <source>Only the first %1 elements of the selection are watched.</source>
        <translation>選択範囲のうち、最初の%1要素だけをウォッチします。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::WatchPlot</name>
    <message>
        <source>Watched values over time</source>
        <translation>ウォッチした値の推移</translation>
    </message>
    <message>
        <source>time (s)</source>
        <translation>時間 (s)</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::WatchRecorder</name>
    <message>
        <source>There is no watch with a number to record.</source>
        <translation>記録できる数値のウォッチがありません。</translation>
    </message>
    <message>
        <source>Cannot write %1: %2.</source>
        <translation>%1に書き込めません: %2。</translation>
    </message>
    <message>
        <source>Cannot record: %1.</source>
        <translation>記録できません: %1。</translation>
    </message>
    <message>
        <source>%1 samples, %2 a second; %3 apart in the median, %4 at p99, %5 at most.</source>
        <translation>サンプル数%1、毎秒%2。間隔は中央値%3、p99 %4、最大%5。</translation>
    </message>
    <message>
        <source>%1 moments passed before they could be sampled and are left out.</source>
        <translation>サンプリングが間に合わなかった%1回分は抜けています。</translation>
    </message>
    <message>
        <source>Warning: %1 changes faster than it is sampled; values between were missed.</source>
        <translation>警告: %1はサンプリングより速く変化しています。その間の値は取りこぼしました。</translation>
    </message>
    <message>
        <source>Warning: %1 change faster than they are sampled; values between were missed.</source>
        <translation>警告: %1はサンプリングより速く変化しています。その間の値は取りこぼしました。</translation>
    </message>
    <message>
        <source>Text is left out: %1.</source>
        <translation>テキストは記録しません: %1。</translation>
    </message>
    <message>
        <source>Once a name led to another object than before; what follows is of that one.</source>
        <translation>一度、名前が別のオブジェクトを指すようになりました。以後はその値です。</translation>
    </message>
    <message>
        <source>%1 times a name led to another object than before; what follows is of that one.</source>
        <translation>%1回、名前が別のオブジェクトを指すようになりました。以後はその値です。</translation>
    </message>
    <message>
        <source>Could not be read when the recording began, and is left empty until it can be: %1.</source>
        <translation>記録の開始時に読めず、読めるまで空欄です: %1。</translation>
    </message>
    <message>
        <source>%1 values could not be read: the object was not there, may not be read, or ends before them.</source>
        <translation>%1個の値を読めませんでした: オブジェクトがなかったか、読むことが許されないか、その手前で終わっています。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::format</name>
    <message>
        <source>asks whether somebody owns these counter bytes</source>
        <translation>このカウンタのバイトを誰かが所有しているか尋ねる</translation>
    </message>
    <message>
        <source>takes the owner lock on the counter&apos;s own bytes</source>
        <translation>カウンタ自身のバイトに所有者ロックを取る</translation>
    </message>
    <message>
        <source>asks the kernel whether anybody else has the object open</source>
        <translation>他に誰かがオブジェクトを開いているかカーネルに尋ねる</translation>
    </message>
    <message>
        <source>prepares the descriptor</source>
        <translation>ファイル記述子を準備する</translation>
    </message>
    <message>
        <source>looks at the directory of all objects</source>
        <translation>すべてのオブジェクトのディレクトリを見る</translation>
    </message>
    <message>
        <source>looks which object the name leads to now</source>
        <translation>名前が今どのオブジェクトを指すか見る</translation>
    </message>
    <message>
        <source>looks at the object&apos;s identity, size and mode</source>
        <translation>オブジェクトの同一性、サイズ、モードを見る</translation>
    </message>
    <message>
        <source>keeps the mapping out of child processes</source>
        <translation>マッピングを子プロセスに渡さない</translation>
    </message>
    <message>
        <source>keeps the bytes out of core dumps</source>
        <translation>バイトをコアダンプに入れない</translation>
    </message>
    <message>
        <source>server</source>
        <translation>サーバ</translation>
    </message>
    <message>
        <source>client</source>
        <translation>クライアント</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>サーバ</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>クライアント</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1バイト</translation>
    </message>
    <message>
        <source>pid %1</source>
        <translation>pid %1</translation>
    </message>
    <message>
        <source>%1 (pid %2)</source>
        <translation>%1 (pid %2)</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>失敗: %1</translation>
    </message>
    <message>
        <source>creates the object under its name</source>
        <translation>その名前でオブジェクトを作る</translation>
    </message>
    <message>
        <source>opens the object by its name</source>
        <translation>名前でオブジェクトを開く</translation>
    </message>
    <message>
        <source>removes the name; the memory goes with its last user</source>
        <translation>名前を削除する。メモリは最後の使用者と共に消える</translation>
    </message>
    <message>
        <source>opens a file of /proc to read</source>
        <translation>/procのファイルを読み取り用に開く</translation>
    </message>
    <message>
        <source>closes the descriptor; a lock on it goes too</source>
        <translation>ファイル記述子を閉じる。そのロックも消える</translation>
    </message>
    <message>
        <source>reads what the kernel says of a process</source>
        <translation>プロセスについてカーネルの持つ情報を読む</translation>
    </message>
    <message>
        <source>learns in which namespace this process lives</source>
        <translation>このプロセスがどの名前空間にいるか調べる</translation>
    </message>
    <message>
        <source>lists a directory of /proc</source>
        <translation>/procのディレクトリを一覧する</translation>
    </message>
    <message>
        <source>learns what kind of file system holds the objects</source>
        <translation>オブジェクトを持つファイルシステムの種類を調べる</translation>
    </message>
    <message>
        <source>gives the object mode 0600, which the umask had cut</source>
        <translation>umaskが削ったモード0600をオブジェクトに与える</translation>
    </message>
    <message>
        <source>changes the object&apos;s size</source>
        <translation>オブジェクトのサイズを変える</translation>
    </message>
    <message>
        <source>sizes the object and reserves its memory</source>
        <translation>オブジェクトのサイズを決め、メモリを確保する</translation>
    </message>
    <message>
        <source>makes the object&apos;s bytes part of this process&apos;s memory</source>
        <translation>オブジェクトのバイトをこのプロセスのメモリの一部にする</translation>
    </message>
    <message>
        <source>gives the bytes up</source>
        <translation>バイトを手放す</translation>
    </message>
    <message>
        <source>holds on to the other process to see it end</source>
        <translation>相手プロセスの終わりを見るために掴んでおく</translation>
    </message>
    <message>
        <source>asks whether the other process has ended</source>
        <translation>相手プロセスが終わったか尋ねる</translation>
    </message>
    <message>
        <source>already taller</source>
        <translation>既に大きい</translation>
    </message>
    <message>
        <source>my counter was reset to 0; %1</source>
        <translation>私のカウンタが0に戻された。%1</translation>
    </message>
    <message>
        <source>the object was cleared; %1</source>
        <translation>オブジェクトが消された。%1</translation>
    </message>
    <message>
        <source>somebody else wrote my counter; %1</source>
        <translation>他の誰かが私のカウンタを書いた。%1</translation>
    </message>
    <message>
        <source>%1 billion</source>
        <translation>%1 G</translation>
    </message>
    <message>
        <source>%1 million</source>
        <translation>%1 M</translation>
    </message>
    <message>
        <source>%1 thousand</source>
        <translation>%1 k</translation>
    </message>
    <message>
        <source>sleeps until the other side writes, or wakes it</source>
        <translation>相手が書くまで眠る、または相手を起こす</translation>
    </message>
    <message>
        <source>lets others have the processor</source>
        <translation>プロセッサを他に譲る</translation>
    </message>
    <message>
        <source>keeps this thread on one processor</source>
        <translation>このスレッドを一つのプロセッサに留める</translation>
    </message>
    <message>
        <source>learns how many processors there are</source>
        <translation>プロセッサの数を調べる</translation>
    </message>
    <message>
        <source>makes a thread</source>
        <translation>スレッドを作る</translation>
    </message>
    <message>
        <source>reads bytes of an object, without mapping it</source>
        <translation>オブジェクトのバイトをマップせずに読む</translation>
    </message>
    <message>
        <source>looks where the object has data and where holes</source>
        <translation>オブジェクトのどこにデータがあり、どこが穴か調べる</translation>
    </message>
    <message>
        <source>asks to be told which objects come, go and are written</source>
        <translation>どのオブジェクトが現れ、消え、書かれたかの通知を頼む</translation>
    </message>
    <message>
        <source>writes back what an object had held</source>
        <translation>オブジェクトが持っていた内容を書き戻す</translation>
    </message>
    <message>
        <source>gives the object back to its owner</source>
        <translation>オブジェクトを元の所有者に返す</translation>
    </message>
    <message>
        <source>asks which file a process has mapped</source>
        <translation>プロセスがどのファイルをマップしているか尋ねる</translation>
    </message>
    <message>
        <source>1 byte</source>
        <translation>1バイト</translation>
    </message>
</context>
</TS>
