/* Slack's names of common emoji. An app writes `:wave:`; people see the hand. */

const LINES = `
grinning 😀|smiley 😃|smile 😄|grin 😁|laughing 😆|satisfied 😆|sweat_smile 😅|joy 😂|rolling_on_the_floor_laughing 🤣|blush 😊
innocent 😇|slightly_smiling_face 🙂|upside_down_face 🙃|wink 😉|relieved 😌|heart_eyes 😍|smiling_face_with_3_hearts 🥰
kissing_heart 😘|yum 😋|stuck_out_tongue 😛|stuck_out_tongue_winking_eye 😜|zany_face 🤪|nerd_face 🤓|sunglasses 😎|star-struck 🤩
partying_face 🥳|smirk 😏|unamused 😒|disappointed 😞|pensive 😔|worried 😟|confused 😕|slightly_frowning_face 🙁|white_frowning_face ☹️
persevere 😣|confounded 😖|tired_face 😫|weary 😩|pleading_face 🥺|cry 😢|sob 😭|triumph 😤|angry 😠|rage 😡|exploding_head 🤯
flushed 😳|hot_face 🥵|cold_face 🥶|scream 😱|fearful 😨|cold_sweat 😰|hugging_face 🤗|thinking_face 🤔|face_with_raised_eyebrow 🤨
shushing_face 🤫|neutral_face 😐|expressionless 😑|no_mouth 😶|grimacing 😬|face_with_rolling_eyes 🙄|hushed 😯|open_mouth 😮
astonished 😲|sleeping 😴|sleepy 😪|dizzy_face 😵|mask 😷|melting_face 🫠|saluting_face 🫡|robot_face 🤖|ghost 👻|skull 💀
wave 👋|raised_hand ✋|hand ✋|ok_hand 👌|v ✌️|crossed_fingers 🤞|point_left 👈|point_right 👉|point_up 👆|point_up_2 👆|point_down 👇
+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|fist ✊|facepunch 👊|clap 👏|raised_hands 🙌|open_hands 👐|palms_up_together 🤲|handshake 🤝
pray 🙏|writing_hand ✍️|muscle 💪|eyes 👀|brain 🧠|ear 👂|speaking_head_in_silhouette 🗣️|busts_in_silhouette 👥|bust_in_silhouette 👤
baby 👶|family 👪|raising_hand 🙋|shrug 🤷|face_palm 🤦|bow 🙇|people_holding_hands 🧑‍🤝‍🧑|heart ❤️|orange_heart 🧡|yellow_heart 💛
green_heart 💚|blue_heart 💙|purple_heart 💜|black_heart 🖤|white_heart 🤍|broken_heart 💔|sparkling_heart 💖|two_hearts 💕|100 💯
boom 💥|dizzy 💫|sweat_drops 💦|zzz 💤|speech_balloon 💬|thought_balloon 💭|fire 🔥|star ⭐|star2 🌟|sparkles ✨|zap ⚡|sunny ☀️
partly_sunny ⛅|cloud ☁️|rain_cloud 🌧️|rainbow 🌈|snowflake ❄️|umbrella ☔|earth_africa 🌍|earth_americas 🌎|earth_asia 🌏|seedling 🌱
evergreen_tree 🌲|deciduous_tree 🌳|herb 🌿|four_leaf_clover 🍀|cherry_blossom 🌸|rose 🌹|sunflower 🌻|tulip 🌷|dog 🐶|cat 🐱|bee 🐝
butterfly 🦋|turtle 🐢|unicorn_face 🦄|coffee ☕|tea 🍵|cake 🍰|birthday 🎂|pizza 🍕|apple 🍎|cookie 🍪|beers 🍻|tada 🎉|confetti_ball 🎊
balloon 🎈|gift 🎁|trophy 🏆|medal 🏅|dart 🎯|art 🎨|musical_note 🎵|rocket 🚀|car 🚗|bus 🚌|house 🏠|school 🏫|hospital 🏥
watch ⌚|alarm_clock ⏰|hourglass ⌛|hourglass_flowing_sand ⏳|stopwatch ⏱️|calendar 📆|date 📅|spiral_calendar_pad 🗓️|clock3 🕒
phone ☎️|iphone 📱|computer 💻|email 📧|envelope ✉️|inbox_tray 📥|outbox_tray 📤|package 📦|memo 📝|pencil 📝|pencil2 ✏️|book 📖
books 📚|bookmark 🔖|clipboard 📋|pushpin 📌|round_pushpin 📍|paperclip 📎|link 🔗|scissors ✂️|bar_chart 📊
chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|bulb 💡|mag 🔍|lock 🔒|unlock 🔓|key 🔑|hammer 🔨|hammer_and_wrench 🛠️|gear ⚙️
wrench 🔧|bell 🔔|no_bell 🔕|loudspeaker 📢|mega 📣|megaphone 📣|microphone 🎤|studio_microphone 🎙️|movie_camera 🎥|camera 📷
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|ballot_box_with_ballot 🗳️|x ❌|heavy_multiplication_x ✖️|warning ⚠️
no_entry ⛔|no_entry_sign 🚫|question ❓|grey_question ❔|exclamation ❗|heavy_exclamation_mark ❗|information_source ℹ️|recycle ♻️
heavy_plus_sign ➕|heavy_minus_sign ➖|arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrows_counterclockwise 🔄|repeat 🔁
red_circle 🔴|large_orange_circle 🟠|large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵|white_circle ⚪|black_circle ⚫
one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣|zero 0️⃣|keycap_ten 🔟|wheelchair ♿|sos 🆘|new 🆕|checkered_flag 🏁
`;

export const EMOJI = new Map(LINES.trim().split(/[\n|]/).map((pair) => {
  const [name, character] = pair.split(" ");
  return [name, character];
}));

const SKIN_TONES = { 2: "🏻", 3: "🏼", 4: "🏽", 5: "🏾", 6: "🏿" };

/** The character of a name such as `wave` or `wave::skin-tone-4`; undefined where the table lacks it. */
export function emoji(name) {
  const [plainName, tone] = String(name).split("::skin-tone-");
  const character = EMOJI.get(plainName);
  return character && tone in SKIN_TONES ? character.replace("\ufe0f", "") + SKIN_TONES[tone] : character;
}
